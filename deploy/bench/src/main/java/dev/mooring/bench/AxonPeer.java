package dev.mooring.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.bench.Callers.Call;
import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.keys.Binding;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.eventstore.MongoEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/**
 * One of Axon's own event stores. It gets the same events with the same origin, ciphertext where
 * the log has ciphertext, and need not encrypt them.
 */
final class AxonPeer implements Peer {

    private static final int CONNECTIONS = 64;

    private final String name;
    private final String setUp;
    private final EventStorageEngine engine;
    private final Cipher cipher;
    private final Resource database;

    private AxonPeer(
            String name,
            String setUp,
            EventStorageEngine engine,
            Cipher cipher,
            Resource database) {
        this.name = name;
        this.setUp = setUp;
        this.engine = engine;
        this.cipher = cipher;
        this.database = database;
    }

    /** Closes what a peer opened. */
    @FunctionalInterface
    private interface Resource {
        void close();
    }

    /**
     * What the log writes in place of personal text.
     *
     * @param name of a connection
     * @param address of a request
     */
    private record Cipher(String name, String address) {

        private static Cipher of(OpenLog log) {
            return new Cipher(encrypt(log, "Contacts 1000"), encrypt(log, "192.0.2.0"));
        }

        private static String encrypt(OpenLog log, String text) {
            return log.keys()
                    .encrypt(
                            OpenLog.WORKSPACE.value(),
                            OpenLog.USER,
                            text,
                            Binding.of("event", "bench"));
        }
    }

    /**
     * @param log for ciphertext
     */
    static AxonPeer onMongo(MongoFixture mongo, OpenLog log) {
        MongoClient client = mongo.newClient();
        var database =
                client.getDatabase(mongo.freshDatabaseName())
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        var engine =
                MongoEventStorageEngine.builder()
                        .mongoTemplate(
                                DefaultMongoTemplate.builder().mongoDatabase(database).build())
                        .eventSerializer(serializer())
                        .snapshotSerializer(serializer())
                        .build();
        return new AxonPeer(
                "Axon's MongoDB extension 4.12, " + Machine.describe(mongo),
                "its defaults (a document per event, unique index on aggregate and sequence, index"
                        + " on time), Jackson, w:majority j:true, no transaction, which one event"
                        + " does not need",
                engine,
                Cipher.of(log),
                () -> {
                    database.drop();
                    client.close();
                });
    }

    static AxonPeer onPostgres(Postgres postgres, OpenLog log) {
        var config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl());
        config.setMaximumPoolSize(CONNECTIONS);
        var pool = new HikariDataSource(config);
        ConnectionProvider connections = pool::getConnection;
        var engine =
                JdbcEventStorageEngine.builder()
                        .connectionProvider(connections)
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .eventSerializer(serializer())
                        .snapshotSerializer(serializer())
                        .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        return new AxonPeer(
                "Axon 4.13 JDBC, " + postgres.version(),
                "its PostgreSQL schema, Jackson, a pool of %d connections, each event a transaction of its own by auto-commit: one round trip; the driver's defaults; %s"
                        .formatted(CONNECTIONS, Postgres.SET_UP),
                engine,
                Cipher.of(log),
                () -> {
                    drop(pool);
                    pool.close();
                });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String setUp() {
        return setUp;
    }

    @Override
    public Done append(int callers, Duration time) throws Exception {
        return Callers.work(callers, time, _ -> renames());
    }

    @Override
    public void close() {
        database.close();
    }

    private Call renames() {
        return new Call() {
            private final String connection = OpenLog.newConnection();
            private final Map<String, String> metadata =
                    Map.of(
                            "owner", OpenLog.USER,
                            "actor", OpenLog.USER,
                            "workspace", OpenLog.WORKSPACE.value(),
                            "request", OpenLog.ORIGIN.request(),
                            "address", cipher.address());
            private long sequence;

            @Override
            public void make() {
                engine.appendEvents(
                        new GenericDomainEventMessage<>(
                                "connection",
                                connection,
                                sequence,
                                new ConnectionRenamed(connection, OpenLog.USER, cipher.name()),
                                metadata));
                sequence++;
            }
        };
    }

    private static Serializer serializer() {
        return Jackson3Serializer.builder().build();
    }

    private static void drop(HikariDataSource pool) {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE DomainEventEntry, SnapshotEventEntry");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
