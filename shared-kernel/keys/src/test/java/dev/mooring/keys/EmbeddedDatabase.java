package dev.mooring.keys;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.ArrayList;
import org.bson.Document;

/** An empty database in memory, gone when closed. */
final class EmbeddedDatabase implements AutoCloseable {

    private final MongoServer server = new MongoServer(H2Backend.inMemory());
    private final MongoClient client;

    EmbeddedDatabase() {
        client = MongoClients.create(server.bindAndGetConnectionString());
    }

    MongoDatabase database() {
        return client.getDatabase("mooring");
    }

    /** Everything stored, as one text. */
    String dump() {
        var everything = new StringBuilder();
        for (var name : database().listCollectionNames()) {
            for (var document : database().getCollection(name).find().into(new ArrayList<>())) {
                everything.append(((Document) document).toJson()).append('\n');
            }
        }
        return everything.toString();
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
