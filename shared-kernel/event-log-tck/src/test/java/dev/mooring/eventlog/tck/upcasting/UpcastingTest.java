package dev.mooring.eventlog.tck.upcasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.Upcaster;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.processing.LogProcessors;
import dev.mooring.eventlog.processing.ProcessorSettings;
import dev.mooring.eventlog.tck.golden.GoldenEvents;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.eventlog.tck.upcasting.LabelEvent.Third;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventTypes;
import dev.mooring.language.Personal;
import dev.mooring.language.WorkspaceId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three versions of a software over one log: each reads what those before it wrote. */
@OnEngine(Engine.EMBEDDED)
class UpcastingTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden-upcasting");
    private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_label");
    private static final String USER = "usr_label";

    private static final DomainEvent FIRST = new LabelEvent.First.LabelPut("l", USER, "Ann's");
    private static final DomainEvent SECOND =
            new LabelEvent.Second.LabelPut("l", USER, "Ann's own", "red");
    private static final DomainEvent THIRD =
            new Third.LabelPut("l", USER, "Ann's very own", List.of("red", "blue"));

    /** As today's version reads them. */
    private static final List<DomainEvent> READ =
            List.of(
                    new Third.LabelPut("l", USER, "Ann's", List.of("none")),
                    new Third.LabelPut("l", USER, "Ann's own", List.of("red")),
                    THIRD);

    private final MongoClient client;
    private final MongoDatabase database;
    private final StoredPersonalKeys keys;
    private final List<EventLog> logs = new ArrayList<>();

    UpcastingTest(MongoFixture fixture) {
        client = MongoClients.create(fixture.connectionString());
        database = client.getDatabase(fixture.freshDatabaseName());
        var kek = Base64.getEncoder().encodeToString(new byte[32]);
        keys =
                new StoredPersonalKeys(
                        database, KeyRing.open(database, new SuppliedKey("label", kek)));
    }

    @AfterEach
    void close() {
        logs.forEach(EventLog::close);
        client.close();
    }

    @Test
    void everyRevisionHasItsGoldenFileAndAllOfThemRead() {
        new GoldenEvents(GOLDEN, LabelEvent.FIRST, List.of()).assertWritten(FIRST);
        new GoldenEvents(GOLDEN, LabelEvent.SECOND, List.of()).assertWritten(SECOND);
        var today = new GoldenEvents(GOLDEN, LabelEvent.TODAY, LabelEvent.UPCASTERS);
        today.assertWritten(THIRD);

        today.assertAllRead();
    }

    @Test
    void anAggregateIsReadOverAllItsRevisions() {
        var today = logOfThreeVersions();

        assertThat(today.readAggregate("l", 0)).extracting(RecordedEvent::event).isEqualTo(READ);
        assertThat(today.readAggregate("l", 0))
                .extracting(RecordedEvent::revision)
                .containsExactly("1", "2", "3");
    }

    @Test
    void aCursorHandsOutTodaysEvents() {
        var today = logOfThreeVersions();

        try (var cursor = today.cursor(Place.BEGINNING)) {
            assertThat(cursor.next(10)).extracting(RecordedEvent::event).isEqualTo(READ);
        }
    }

    @Test
    void textThatWasErasedStaysErasedThroughTheRevisions() {
        var today = logOfThreeVersions();

        keys.destroy(WORKSPACE.value(), USER);

        assertThat(today.readAggregate("l", 0))
                .extracting(event -> ((Third.LabelPut) event.event()).name())
                .containsOnly(Personal.ERASED);
    }

    @Test
    void aProcessorAndTheRetryOfADeadLetterHandTodaysEventsToTheirHandler() throws Exception {
        var today = logOfThreeVersions();
        var node =
                LogProcessors.of(
                        today,
                        database,
                        "node",
                        ProcessorSettings.DEFAULT.withAttempts(1, Duration.ZERO));
        var handled = Collections.synchronizedList(new ArrayList<DomainEvent>());
        var poisoned = new AtomicBoolean(true);
        var processor =
                node.processor(
                        "labels",
                        batch -> {
                            if (poisoned.get()) {
                                throw new IllegalStateException("poisoned");
                            }
                            batch.forEach(event -> handled.add(event.event()));
                        });
        processor.start();
        assertThat(node.positions().await("labels", 3, Duration.ofSeconds(30))).isEqualTo(3);

        poisoned.set(false);
        var parked = node.deadLetters().parked("labels").getFirst();
        assertThat(node.deadLetters().retry("labels", parked.sequence()).handled()).isEqualTo(3);
        processor.close();

        assertThat(handled).isEqualTo(READ);
    }

    /** What a newer version wrote is waited for, and is nobody's dead letter. */
    @Test
    void aVersionThatDoesNotKnowARevisionStandsStillBeforeIt() throws Exception {
        logOfThreeVersions();
        var old = log(LabelEvent.FIRST, List.of());
        var node = LogProcessors.of(old, database, "node", ProcessorSettings.DEFAULT);
        var processor = node.processor("labels", batch -> {});
        processor.start();
        assertThat(node.positions().await("labels", 1, Duration.ofSeconds(30))).isEqualTo(1);

        assertThatThrownBy(() -> old.readAggregate("l", 0)).hasMessageContaining("revision 2");
        processor.close();
        assertThat(node.positions().position("labels")).isEqualTo(1);
        assertThat(node.deadLetters().parked("labels")).isEmpty();
    }

    private EventLog logOfThreeVersions() {
        append(log(LabelEvent.FIRST, List.of()), 0, FIRST);
        append(log(LabelEvent.SECOND, LabelEvent.UPCASTERS.subList(0, 1)), 1, SECOND);
        var today = log(LabelEvent.TODAY, LabelEvent.UPCASTERS);
        append(today, 2, THIRD);
        return today;
    }

    private EventLog log(EventTypes types, List<Upcaster> upcasters) {
        var log =
                MongoEventLog.open(
                        LogSettings.of(database, "log", types, keys, Clock.systemUTC())
                                .onEmbedded()
                                .withUpcasters(upcasters));
        logs.add(log);
        return log;
    }

    private static void append(EventLog log, int sequence, DomainEvent event) {
        log.append(
                new NewCommit(
                        CommandId.random(),
                        WORKSPACE,
                        log.clock().instant(),
                        new Origin(USER, USER, null, "req", null, Address.of("192.0.2.0")),
                        List.of(new NewEvent(sequence, event))));
    }
}
