package dev.mooring.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterType;
import dev.mooring.bench.Callers.Call;
import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.mongo.DatabaseClock;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.node.LoopbackNode;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeyedHashes;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A domain log as the server opens it, and what is appended to it: commits of {@code
 * connection.renamed}, a name and the request's address encrypted. Thread-safe.
 */
final class OpenLog implements AutoCloseable {

    static final String COLLECTION = "log";
    static final String USER = "usr_bench";
    static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_bench");
    static final Origin ORIGIN =
            new Origin(USER, USER, null, "req_bench", null, Address.of("192.0.2.0"));

    private final MongoClient client;
    private final MongoDatabase database;
    private final PersonalKeys keys;
    private final DatabaseClock clock;
    private final MongoEventLog log;
    private final @Nullable LoopbackNode node;

    /**
     * @param together whether other nodes append too, and one of them writes for all
     */
    private OpenLog(String uri, String name, boolean together) {
        client = MongoClients.create(uri);
        database = client.getDatabase(name);
        var key = new SuppliedKey("bench", Base64.getEncoder().encodeToString(new byte[32]));
        var ring = KeyRing.open(database, key);
        keys = new StoredPersonalKeys(database, ring);
        keys.make(WORKSPACE.value(), USER);
        clock = DatabaseClock.of(database);
        node = together ? LoopbackNode.listen(KeyedHashes.open(database, ring), clock) : null;
        var settings =
                LogSettings.of(database, COLLECTION, DomainEvents.TYPES, keys, clock)
                        .withChangeStreams(this::isReplicaSet);
        log = node == null ? MongoEventLog.open(settings) : node.open(settings);
    }

    /** In a database of its own. */
    static OpenLog on(MongoFixture mongo) {
        return new OpenLog(mongo.connectionString(), mongo.freshDatabaseName(), false);
    }

    /** In a database that no other node has open. */
    static OpenLog at(String uri, String database) {
        return new OpenLog(uri, database, false);
    }

    /** In a database that other nodes have open too. */
    static OpenLog amongOthers(String uri, String database) {
        return new OpenLog(uri, database, true);
    }

    MongoDatabase database() {
        return database;
    }

    PersonalKeys keys() {
        return keys;
    }

    EventLog log() {
        return log;
    }

    /** Callers that append one event at a time, each to a connection of its own. */
    Done append(int callers, Duration time) throws Exception {
        return Callers.work(callers, time, _ -> new Connection(1));
    }

    /** A connection that is renamed again and again. */
    Connection connection(int eventsPerCommit) {
        return new Connection(eventsPerCommit);
    }

    /** Leaves its database as it is. */
    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
        log.close();
        clock.close();
        client.close();
    }

    private boolean isReplicaSet() {
        return client.getClusterDescription().getType() == ClusterType.REPLICA_SET;
    }

    /** Used by one thread at a time. */
    final class Connection implements Call {

        private final String id = newConnection();
        private final int together;
        private long sequence;

        private Connection(int together) {
            this.together = together;
        }

        String id() {
            return id;
        }

        long events() {
            return sequence;
        }

        @Override
        public void make() {
            var events = new ArrayList<NewEvent>(together);
            for (int i = 0; i < together; i++, sequence++) {
                events.add(new NewEvent(sequence, renamed(id, sequence)));
            }
            log.append(
                    new NewCommit(
                            CommandId.random(), WORKSPACE, log.clock().instant(), ORIGIN, events));
        }
    }

    static String newConnection() {
        return "con_" + CommandId.random().value();
    }

    static ConnectionRenamed renamed(String connection, long sequence) {
        return new ConnectionRenamed(connection, USER, "Contacts " + sequence);
    }

    /** What stands in the results about it. */
    static String describe() {
        return "`MongoEventLog.append` of one `connection.renamed`: name and address encrypted,"
                + " sealed, hashed, chained, unique index on its keys, w:majority j:true";
    }
}
