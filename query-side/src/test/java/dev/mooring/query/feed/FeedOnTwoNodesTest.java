package dev.mooring.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.mooring.api.stream.EventStreams;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.processing.LogProcessors;
import dev.mooring.eventlog.processing.ProcessorSettings;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.ServiceId;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.service.Catalog;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.query.FirstGeneration;
import dev.mooring.query.Happened;
import dev.mooring.query.Projector;
import dev.mooring.query.Story;
import dev.mooring.query.connectionlist.CardAnswer;
import dev.mooring.query.connectionlist.ConnectionList;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;

/** Two nodes over one database: one writes and keeps the list, the other one tells of it. */
@OnEngine(Engine.STANDALONE)
class FeedOnTwoNodesTest {

    private MongoClient client;
    private MongoDatabase database;
    private EventLog writing;
    private EventLog telling;
    private Processor list;
    private EventStreams streams;
    private Feed feed;

    @BeforeEach
    void start(MongoFixture mongo) {
        client = mongo.newClient();
        database = client.getDatabase(mongo.freshDatabaseName());
        writing = log();
        telling = log();
        var documents = FirstGeneration.open(database, ConnectionList.MODEL);
        var projector = new Projector(ConnectionList.MODEL, documents);
        var one = LogProcessors.of(writing, database, "one", ProcessorSettings.DEFAULT);
        var other = LogProcessors.of(telling, database, "other", ProcessorSettings.DEFAULT);
        list = one.processor(projector.name(), projector);
        list.start();
        streams = new EventStreams(10, Duration.ofMillis(100));
        feed =
                new Feed(
                        telling,
                        ConnectionList.of(documents, new NoCatalog()),
                        (interest, after, upTo, limit) ->
                                telling.read(after, limit).stream()
                                        .filter(event -> event.position() <= upTo)
                                        .toList(),
                        watermark(other.positions()),
                        streams,
                        InstantSource.system());
        feed.start();
    }

    @AfterEach
    void stop() {
        feed.stop();
        streams.close();
        list.close();
        telling.close();
        writing.close();
        database.drop();
        client.close();
    }

    @Test
    void whatOneNodeWritesTheOtherOneTellsInOrderAndTakesUpAgain() throws Exception {
        append(0, new UserRegistered("usr_ann", "ann@example"));
        append(0, Happened.created("con_drive", "First"));
        var heard = new LinkedBlockingQueue<ServerSentEvent<Object>>();
        var all = new Interest(Story.WORKSPACE, "ann@example", null);
        var following = feed.follow(all, 1L).subscribe(heard::add);

        assertThat(name(next(heard))).isEqualTo("First");
        for (int i = 1; i <= 20; i++) {
            append(i, new ConnectionRenamed("con_drive", "usr_ann", "Name " + i));
        }
        long last = 2;
        while (last < 22) {
            last = Long.parseLong(next(heard).id());
        }
        following.dispose();

        append(21, new ConnectionDeleted("con_drive", false));
        feed.follow(all, last).subscribe(heard::add);
        var deleted = next(heard);
        assertThat(deleted.event()).isEqualTo("connection.deleted");
        assertThat(deleted.id()).isEqualTo("23");
        assertThat(((CardAnswer) deleted.data()).status()).isEqualTo("deleted");
    }

    private static ServerSentEvent<Object> next(BlockingQueue<ServerSentEvent<Object>> heard)
            throws Exception {
        while (true) {
            var event = heard.poll(30, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            if (event.event() != null) {
                return event;
            }
        }
    }

    private static String name(ServerSentEvent<Object> event) {
        return ((CardAnswer) event.data()).name();
    }

    private void append(long sequence, DomainEvent event) {
        writing.append(
                new NewCommit(
                        CommandId.random(),
                        Story.WORKSPACE,
                        Story.START,
                        new Origin("usr_ann", "key_backend", null, "req_1", null, null),
                        List.of(new NewEvent(sequence, event))));
    }

    private EventLog log() {
        var key = Base64.getEncoder().encodeToString(new byte[32]);
        var ring = KeyRing.open(database, new SuppliedKey("test", key));
        return MongoEventLog.open(
                LogSettings.of(
                        database,
                        "log",
                        DomainEvents.TYPES,
                        new StoredPersonalKeys(database, ring),
                        Clock.systemUTC()));
    }

    private static Feed.Watermark watermark(ProcessorPositions positions) {
        return new Feed.Watermark() {
            @Override
            public long reached() {
                return positions.position(ConnectionList.NAME);
            }

            @Override
            public long await(long position, Duration atMost) throws InterruptedException {
                return positions.await(ConnectionList.NAME, position, atMost);
            }
        };
    }

    private static final class NoCatalog implements Catalog {

        @Override
        public Optional<Entry> find(ServiceId service) {
            return Optional.empty();
        }

        @Override
        public List<Entry> all() {
            return List.of();
        }
    }
}
