package dev.mooring.acceptance;

import com.mongodb.client.MongoClients;
import java.io.ByteArrayOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.RawBsonDocument;

/**
 * Every byte of every document in a database.
 *
 * @param collections what each holds, by name
 */
record Dump(SortedMap<String, byte[]> collections) {

    static Dump of(String connectionString, String database) {
        var collections = new TreeMap<String, byte[]>();
        try (var client = MongoClients.create(connectionString)) {
            var from = client.getDatabase(database);
            for (var name : from.listCollectionNames()) {
                var bytes = new ByteArrayOutputStream();
                from.getCollection(name, RawBsonDocument.class)
                        .find()
                        .forEach(document -> bytes.writeBytes(bytes(document)));
                collections.put(name, bytes.toByteArray());
            }
        }
        return new Dump(collections);
    }

    private static byte[] bytes(RawBsonDocument document) {
        var buffer = document.getByteBuffer().asNIO();
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
