package dev.mooring.eventlog.tck.log;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.mongo.DatabaseClock;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.processing.LogProcessors;
import dev.mooring.eventlog.processing.ProcessorSettings;
import dev.mooring.eventlog.tck.log.CounterEvent.Counted;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.CommandId;
import dev.mooring.language.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A node as a process would have it: a client, a clock and a log of its own. */
final class Node implements AutoCloseable {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_tck");
    private static final String USER = "usr_tck";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final MongoDatabase database;
    final EventLog log;
    final AxonLog axon;

    private final MongoClient client;
    private final DatabaseClock databaseTime;

    private Node(
            MongoFixture fixture,
            String uri,
            String databaseName,
            String name,
            UnaryOperator<Clock> clock,
            ProcessorSettings processing,
            @Nullable Neighbours neighbours) {
        client = MongoClients.create(uri);
        database = client.getDatabase(databaseName);
        databaseTime = DatabaseClock.of(database);
        var key = Base64.getEncoder().encodeToString(new byte[32]);
        var keys =
                new StoredPersonalKeys(
                        database, KeyRing.open(database, new SuppliedKey("tck", key)));
        var settings =
                LogSettings.of(database, "log", CounterEvent.TYPES, keys, clock.apply(databaseTime))
                        .withPatience(PATIENCE)
                        .withChangeStreams(() -> fixture.engine().hasChangeStreams());
        var suited = fixture.engine() == Engine.EMBEDDED ? settings.onEmbedded() : settings;
        if (neighbours == null) {
            log = MongoEventLog.open(suited);
        } else {
            var reached = MongoEventLog.open(suited.withForwarding(neighbours.of(name)));
            neighbours.add(name, reached);
            log = reached;
        }
        axon = AxonLog.over(log, LogProcessors.of(log, database, name, processing));
    }

    static Node open(MongoFixture fixture, String databaseName, String name) {
        return open(fixture, databaseName, name, ProcessorSettings.DEFAULT);
    }

    static Node open(
            MongoFixture fixture, String databaseName, String name, ProcessorSettings processing) {
        return new Node(
                fixture,
                fixture.connectionString(),
                databaseName,
                name,
                UnaryOperator.identity(),
                processing,
                null);
    }

    /** One that appends together with its neighbours. */
    static Node among(
            Neighbours neighbours, MongoFixture fixture, String databaseName, String name) {
        return new Node(
                fixture,
                fixture.connectionString(),
                databaseName,
                name,
                UnaryOperator.identity(),
                ProcessorSettings.DEFAULT,
                neighbours);
    }

    /** One that reaches the database by another address. */
    static Node through(MongoFixture fixture, String uri, String databaseName) {
        return new Node(
                fixture,
                uri,
                databaseName,
                "through",
                UnaryOperator.identity(),
                ProcessorSettings.DEFAULT,
                null);
    }

    /** One whose time is off by so much. */
    static Node off(MongoFixture fixture, String databaseName, Duration offset) {
        return new Node(
                fixture,
                fixture.connectionString(),
                databaseName,
                "off",
                clock -> Clock.offset(clock, offset),
                ProcessorSettings.DEFAULT,
                null);
    }

    /** A commit that counts each of these counters once, at a sequence. */
    NewCommit counting(long sequence, String... counters) {
        return countingFor(USER, sequence, counters);
    }

    /** The same, as this user's. */
    NewCommit countingFor(String user, long sequence, String... counters) {
        var origin = new Origin(user, user, null, "req", null, Address.of("192.0.2.0"));
        var events = new ArrayList<NewEvent>();
        for (var counter : counters) {
            events.add(new NewEvent(sequence, new Counted(counter, user, "note of " + counter)));
        }
        return new NewCommit(
                CommandId.random(), WORKSPACE, log.clock().instant(), origin, List.copyOf(events));
    }

    /** Dies as far as the database can tell. */
    void cutOff() {
        client.close();
    }

    @Override
    public void close() {
        log.close();
        databaseTime.close();
        client.close();
    }
}
