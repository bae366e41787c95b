package dev.mooring.eventlog.mongo;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.Upcaster;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.language.EventTypes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a log is opened with.
 *
 * @param collection its name: {@code log}, {@code activity}
 * @param types the closed list of events that it takes
 * @param personal the keys that personal text is encrypted under
 * @param clock database time; commits carry it
 * @param embedded whether the database is the embedded server
 * @param changeStreams whether the database has change streams; asked again and again
 * @param patience how long an append is tried before its caller hears that there is no answer
 */
public record LogSettings(
        MongoDatabase database,
        String collection,
        EventTypes types,
        PersonalKeys personal,
        List<Upcaster> upcasters,
        Clock clock,
        boolean embedded,
        BooleanSupplier changeStreams,
        Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    public LogSettings {
        upcasters = List.copyOf(upcasters);
    }

    /** A log on a MongoDB server that is polled for what other nodes append. */
    public static LogSettings of(
            MongoDatabase database,
            String collection,
            EventTypes types,
            PersonalKeys personal,
            Clock clock) {
        return new LogSettings(
                database,
                collection,
                types,
                personal,
                List.of(),
                clock,
                false,
                () -> false,
                PATIENCE);
    }

    /** On the embedded server, which answers other questions quickly than MongoDB does. */
    public LogSettings onEmbedded() {
        return new LogSettings(
                database,
                collection,
                types,
                personal,
                upcasters,
                clock,
                true,
                () -> false,
                patience);
    }

    /** On a database that tells of changes whenever the given says so. */
    public LogSettings withChangeStreams(BooleanSupplier available) {
        return new LogSettings(
                database,
                collection,
                types,
                personal,
                upcasters,
                clock,
                embedded,
                available,
                patience);
    }

    /** Reads older revisions through these. */
    public LogSettings withUpcasters(List<Upcaster> chain) {
        return new LogSettings(
                database,
                collection,
                types,
                personal,
                chain,
                clock,
                embedded,
                changeStreams,
                patience);
    }

    public LogSettings withPatience(Duration longest) {
        return new LogSettings(
                database,
                collection,
                types,
                personal,
                upcasters,
                clock,
                embedded,
                changeStreams,
                longest);
    }
}
