package dev.mooring.eventlog.tck.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.Document;

/**
 * Somebody else's server, named by {@code MOORING_TEST_MONGODB_URI}. It cannot be broken, so tests
 * that kill members ask for a {@link ReplicaSet} and do without this one.
 */
final class ExternalFixture implements MongoFixture {

    private final String connectionString;
    private final Engine engine;

    private ExternalFixture(String connectionString, Engine engine) {
        this.connectionString = connectionString;
        this.engine = engine;
    }

    /** Asks the server what it is. */
    static ExternalFixture at(String connectionString) {
        try (MongoClient client = MongoClients.create(connectionString)) {
            Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
            Engine engine = hello.containsKey("setName") ? Engine.REPLICA_SET : Engine.STANDALONE;
            return new ExternalFixture(connectionString, engine);
        }
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public String connectionString() {
        return connectionString;
    }

    @Override
    public String description() {
        return "server at " + new ConnectionString(connectionString).getHosts();
    }

    @Override
    public void close() {
        // Not ours to stop. Databases of tests have names no one else has.
    }
}
