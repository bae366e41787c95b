package dev.mooring.eventlog.mongo;

import static dev.mooring.eventlog.sample.Samples.made;
import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.UnreadableEventException;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.MemoryKeys;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent;
import dev.mooring.keys.Binding;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.keys.UnreadableException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogCursorTest {

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final EventLog log = mongo.open();

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void aCommitThatWasAlteredIsNotHandedOutNorAnyBehindIt() {
        append(4);
        commits().updateOne(Filters.eq("_id", 3L), Updates.set("at", new Date(0)));

        try (var cursor = log.cursor(Place.BEGINNING)) {
            assertThat(cursor.next(10)).extracting(RecordedEvent::position).containsExactly(1L, 2L);
            assertThatThrownBy(() -> cursor.next(10))
                    .isInstanceOf(LogCorruptException.class)
                    .hasMessageContaining("commit 3");
        }
    }

    @Test
    void aCommitOfAnotherHistoryIsNotHandedOut() {
        append(2);
        var third = commits().find(Filters.eq("_id", 2L)).first();
        commits()
                .insertOne(
                        third.append("_id", 3L).append("first", 3L).append("k", List.of("other")));

        try (var cursor = log.cursor(log.placeOf(2))) {
            assertThatThrownBy(() -> cursor.next(10)).isInstanceOf(LogCorruptException.class);
        }
    }

    @Test
    void aReaderThatGoesOnBehindAnAlteredCommitSeesIt() {
        append(3);
        commits().updateOne(Filters.eq("_id", 2L), Updates.set("w", "wsp_other"));

        try (var cursor = log.cursor(new Place(2, 0, 2))) {
            assertThatThrownBy(() -> cursor.next(10)).isInstanceOf(LogCorruptException.class);
        }
    }

    @Test
    void anEventThatCannotBeReadIsNamedOnceThoseBeforeItAreHandedOut() {
        log.append(used("a", 0, 1));
        log.append(Samples.commit(new NewEvent(0, made("b")), new NewEvent(1, made("b"))));
        var blind = openBlind();

        try (var cursor = blind.cursor(Place.BEGINNING)) {
            assertThat(cursor.next(10)).extracting(RecordedEvent::position).containsExactly(1L);
            assertThatThrownBy(() -> cursor.next(10))
                    .isInstanceOfSatisfying(
                            UnreadableEventException.class,
                            unreadable -> {
                                assertThat(unreadable.place()).isEqualTo(new Place(2, 0, 2));
                                assertThat(unreadable.owner()).isEqualTo(Samples.ALICE);
                                assertThat(unreadable.type()).isEqualTo("thing.made");
                                assertThat(unreadable.isUnknown()).isFalse();
                            });
        }
    }

    @Test
    void aLogThatIsFetchedAheadOfItsReaderIsHandedOutWithoutAHoleWhileItGrows() {
        append(400);

        try (var cursor = log.cursor(Place.BEGINNING)) {
            var seen = new ArrayList<Long>();
            for (int most = 1; seen.size() < 500; most = 1 + most % 7 * 13) {
                cursor.next(most).forEach(event -> seen.add(event.position()));
                if (seen.size() > 150 && log.head().position() < 500) {
                    append(25);
                }
            }
            assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 500).boxed().toList());
            assertThat(cursor.next(10)).isEmpty();
        }
    }

    @Test
    void damageAnywhereInALongLogStopsItsReaderThere() {
        append(400);
        commits().updateOne(Filters.eq("_id", 321L), Updates.set("w", "wsp_other"));

        try (var cursor = log.cursor(Place.BEGINNING)) {
            var seen = new ArrayList<RecordedEvent>();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    seen.addAll(cursor.next(1_000));
                                }
                            })
                    .isInstanceOf(LogCorruptException.class)
                    .hasMessageContaining("commit 321");
            assertThat(seen).hasSize(320);
            assertThatThrownBy(() -> cursor.next(1_000)).isInstanceOf(LogCorruptException.class);
        }
    }

    private EventLog openBlind() {
        return mongo.open(
                LogSettings.of(mongo.database(), "log", ThingEvent.TYPES, new Blind(), log.clock())
                        .onEmbedded());
    }

    private void append(int commits) {
        for (int i = 0; i < commits; i++) {
            log.append(used("t" + log.head().position(), 0, 1));
        }
    }

    private com.mongodb.client.MongoCollection<Document> commits() {
        return mongo.database().getCollection("log");
    }

    /** Opens nothing. */
    private static final class Blind implements PersonalKeys {

        private final PersonalKeys keys = MemoryKeys.fresh();

        @Override
        public void make(String workspace, String user) {
            keys.make(workspace, user);
        }

        @Override
        public String encrypt(String workspace, String user, String text, Binding binding) {
            return keys.encrypt(workspace, user, text, binding);
        }

        @Override
        public Optional<String> decrypt(
                String workspace, String user, String encrypted, Binding binding) {
            throw new UnreadableException("altered");
        }

        @Override
        public String mac(String workspace, String user, String purpose, byte[] message) {
            return keys.mac(workspace, user, purpose, message);
        }

        @Override
        public void destroy(String workspace, String user) {
            keys.destroy(workspace, user);
        }
    }
}
