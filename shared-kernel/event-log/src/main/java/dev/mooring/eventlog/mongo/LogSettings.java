package dev.mooring.eventlog.mongo;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.Upcaster;
import dev.mooring.eventlog.forward.Forwarding;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.language.EventTypes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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
 * @param forwarding how to append together with other nodes; null where there are none, or where
 *     they race for slots
 * @param meters where appends are counted and timed
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
        Duration patience,
        @Nullable Forwarding forwarding,
        MeterRegistry meters) {

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
                PATIENCE,
                null,
                new SimpleMeterRegistry());
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
                patience,
                forwarding,
                meters);
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
                patience,
                forwarding,
                meters);
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
                patience,
                forwarding,
                meters);
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
                longest,
                forwarding,
                meters);
    }

    /** Appends together with other nodes: one of them writes for all while they meet. */
    public LogSettings withForwarding(Forwarding between) {
        return new LogSettings(
                database,
                collection,
                types,
                personal,
                upcasters,
                clock,
                embedded,
                changeStreams,
                patience,
                between,
                meters);
    }

    public LogSettings withMeters(MeterRegistry registry) {
        return new LogSettings(
                database,
                collection,
                types,
                personal,
                upcasters,
                clock,
                embedded,
                changeStreams,
                patience,
                forwarding,
                registry);
    }
}
