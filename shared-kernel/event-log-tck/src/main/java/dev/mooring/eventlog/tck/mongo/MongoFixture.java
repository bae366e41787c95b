package dev.mooring.eventlog.tck.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.mooring.eventlog.tck.mongo.MongoFixtures.Search;
import java.util.UUID;

/**
 * A running MongoDB that tests share: one per engine and JVM, so a test takes a database of its own
 * ({@link #freshDatabaseName()}) and leaves the server as it found it.
 *
 * <p>Which one it is, in this order: the server at {@code MOORING_TEST_MONGODB_URI}, containers
 * where a Docker engine answers, a {@code mongod} binary. Thread-safe.
 */
public interface MongoFixture extends AutoCloseable {

    /**
     * Starts one of its own for who is no test; the caller closes it.
     *
     * @throws IllegalStateException where nothing on this machine can stand for the engine
     */
    static MongoFixture start(Engine engine) {
        return switch (MongoFixtures.ofThisMachine().start(engine)) {
            case Search.Found found -> found.fixture();
            case Search.Missing missing ->
                    throw new IllegalStateException(
                            "there is no engine %s: %s"
                                    .formatted(missing.engine(), missing.remedy()));
        };
    }

    /** The engine this fixture stands for. */
    Engine engine();

    /** The connection string of the whole deployment, without a database. */
    String connectionString();

    /** What is really behind it, for people: {@code mongod /usr/bin/mongod, three members}. */
    String description();

    /** A name no other test has used; the database itself comes into being on first write. */
    default String freshDatabaseName() {
        return "t" + UUID.randomUUID().toString().replace("-", "");
    }

    /** A client with the driver's defaults; the caller closes it. */
    default MongoClient newClient() {
        return MongoClients.create(connectionString());
    }

    /** Stops what this fixture started and deletes its data. Idempotent. */
    @Override
    void close();
}
