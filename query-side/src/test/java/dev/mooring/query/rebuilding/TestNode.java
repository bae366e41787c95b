package dev.mooring.query.rebuilding;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.RebuildId;
import dev.mooring.query.Generation;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import dev.mooring.query.Story;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.bson.BsonDocument;

/** A process of its own as far as its database can tell: it can crash, and another takes over. */
final class TestNode implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(60);

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    final MongoDatabase database;
    final EventLog log;
    final LiveViews views;
    final RebuildOrders orders;
    final Map<String, MongoDocuments> documents = new HashMap<>();

    private final MongoClient client;
    private final Runner runner;

    private TestNode(
            MongoFixture mongo,
            String databaseName,
            String name,
            RebuildSettings settings,
            ReadModel... models) {
        client = mongo.newClient();
        database = client.getDatabase(databaseName);
        var ring = KeyRing.open(database, new SuppliedKey("test", KEY));
        var logSettings =
                LogSettings.of(
                        database,
                        "log",
                        DomainEvents.TYPES,
                        new StoredPersonalKeys(database, ring),
                        Clock.systemUTC());
        log =
                MongoEventLog.open(
                        mongo.engine() == Engine.EMBEDDED ? logSettings.onEmbedded() : logSettings);
        var axon = AxonLog.over(log, database, name);
        views = new LiveViews(database, Source.of(log, axon), 0);
        for (var model : models) {
            documents.put(model.name(), views.open(model));
        }
        runner = new Runner(views, database, name, settings);
        orders = new RebuildOrders(views, runner);
    }

    /** Little memory and many checkpoints, so that little happens without them. */
    static TestNode start(
            MongoFixture mongo, String databaseName, String name, ReadModel... models) {
        return start(
                mongo,
                databaseName,
                name,
                new RebuildSettings(Duration.ofMillis(20), 20_000),
                models);
    }

    static TestNode start(
            MongoFixture mongo,
            String databaseName,
            String name,
            RebuildSettings settings,
            ReadModel... models) {
        var node = new TestNode(mongo, databaseName, name, settings, models);
        node.views.start();
        node.runner.start();
        return node;
    }

    /** Appends a story's events, commit by commit. */
    void append(List<RecordedEvent> events) {
        var commits = new LinkedHashMap<Long, List<RecordedEvent>>();
        for (var event : events) {
            commits.computeIfAbsent(event.place().commit(), _ -> new ArrayList<>()).add(event);
        }
        for (var commit : commits.values()) {
            var first = commit.getFirst();
            log.append(
                    new NewCommit(
                            CommandId.random(),
                            first.workspace(),
                            first.at(),
                            first.origin(),
                            commit.stream()
                                    .map(it -> new NewEvent(it.sequence(), it.event()))
                                    .toList()));
        }
    }

    long append(long sequence, DomainEvent event) {
        return log.append(
                        new NewCommit(
                                CommandId.random(),
                                Story.WORKSPACE,
                                Story.START,
                                new Origin("usr_ann", "usr_ann", null, "req_1", null, null),
                                List.of(new NewEvent(sequence, event))))
                .position();
    }

    Rebuild order(ReadModel model, boolean atOnce) {
        return orders.start(
                        model.name(), RebuildId.madeBy(CommandId.random()), atOnce, "key_operator")
                .rebuild();
    }

    State state(Rebuild rebuild) {
        return orders.find(id(rebuild)).state();
    }

    Rebuild await(Rebuild rebuild, State state) {
        until(() -> {
            var seen = orders.find(id(rebuild));
            assertThat(seen.state())
                    .as("%s", seen.rebuild().failure())
                    .isNotIn(
                            state == State.FAILED
                                    ? List.of(State.CANCELLED)
                                    : List.of(State.FAILED, State.CANCELLED));
            return seen.state() == state;
        });
        return orders.find(id(rebuild)).rebuild();
    }

    /** What a generation says, once it is at the head. */
    Map<String, BsonDocument> contents(ReadModel model, int number) throws InterruptedException {
        var generation = new Generation(model, number);
        var head = log.head().position();
        var positions = views.find(model.name()).orElseThrow().source().positions();
        assertThat(positions.await(generation.processor(), head, LONG))
                .isGreaterThanOrEqualTo(head);
        var kept = MongoDocuments.of(database, generation);
        var ids = new ArrayList<String>();
        kept.ids(ids::add);
        return new TreeMap<>(kept.contents(ids));
    }

    /** All at once, and nothing is written any more. */
    void crash() {
        client.close();
        end();
    }

    @Override
    public void close() {
        end();
        client.close();
    }

    private void end() {
        runner.close();
        views.close();
        log.close();
    }

    static RebuildId id(Rebuild rebuild) {
        return new RebuildId(rebuild.id());
    }

    static void until(BooleanSupplier condition) {
        eventually(() -> condition.getAsBoolean() ? true : null);
    }

    private static <T> T eventually(Callable<T> look) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (true) {
            try {
                var seen = look.call();
                if (seen != null) {
                    return seen;
                }
                assertThat(System.nanoTime()).as("time left").isLessThan(deadline);
                Thread.sleep(20);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
