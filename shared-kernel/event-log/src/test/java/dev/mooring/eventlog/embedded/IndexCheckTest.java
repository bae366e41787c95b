package dev.mooring.eventlog.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import de.bwaldvogel.mongo.backend.KeyValue;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a file as a commit that cut between maps would have. */
class IndexCheckTest {

    @TempDir Path folder;

    @BeforeEach
    void threeDocuments() {
        with(things -> {
            things.createIndex(new Document("k", 1), new IndexOptions().unique(true).name("k"));
            things.insertMany(List.of(thing(1, "a"), thing(2, "b"), thing(3, "c")));
        });
    }

    @Test
    void aDocumentWithoutItsEntriesGetsThem() {
        damage(store -> {
            index(store, "_id_").remove(new KeyValue(3.0));
            index(store, "k").remove(new KeyValue("c"));
        });

        with(things -> {
            assertThat(things.find(new Document("_id", 3L))).hasSize(1);
            assertThat(things.find(new Document("k", "c"))).hasSize(1);
            assertThatThrownBy(() -> things.insertOne(thing(4, "c")))
                    .hasMessageContaining("index: k dup key");
        });
    }

    @Test
    void entriesWithoutTheirDocumentAreRemovedAfterACrash() {
        damage(store -> {
            documents(store).remove(3L);
            markCrashed(store);
        });

        with(things -> {
            assertThat(things.find(new Document("k", "c"))).isEmpty();
            things.insertOne(thing(3, "c"));
            assertThat(things.countDocuments()).isEqualTo(3);
        });
    }

    @Test
    void twoDocumentsWithOneKeyStopTheStart() {
        damage(store ->
                documents(store)
                        .put(
                                4L,
                                new de.bwaldvogel.mongo.bson.Document("_id", 4L)
                                        .append("k", List.of("c"))));

        assertThatThrownBy(() -> EmbeddedMongo.open(folder))
                .isInstanceOf(EmbeddedMongoException.class)
                .hasMessageContaining("two documents of db.things have one key")
                .hasMessageContaining("restore a backup with `mooring restore");
    }

    @Test
    void aFileOfALaterFormatIsLeftAlone() {
        damage(store -> store.openMap("mooring.settings", settings()).put("format", "2"));

        assertThatThrownBy(() -> EmbeddedMongo.open(folder))
                .hasMessageContaining("has format 2, and this version reads format 1");
    }

    private void with(Consumer<MongoCollection<Document>> use) {
        try (EmbeddedMongo mongo = EmbeddedMongo.open(folder);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            use.accept(client.getDatabase("db").getCollection("things"));
        }
    }

    private void damage(Consumer<MVStore> how) {
        MVStore store = MVStore.open(folder.resolve("mooring.mv").toString());
        how.accept(store);
        store.close();
    }

    private static void markCrashed(MVStore store) {
        store.openMap("mooring.settings", settings()).put("open", "true");
    }

    private static MVMap.Builder<String, String> settings() {
        return new MVMap.Builder<String, String>()
                .keyType(org.h2.mvstore.type.StringDataType.INSTANCE)
                .valueType(org.h2.mvstore.type.StringDataType.INSTANCE);
    }

    private static MVMap<KeyValue, Object> index(MVStore store, String name) {
        return store.openMap(
                "db.things._index_" + name,
                new MVMap.Builder<KeyValue, Object>()
                        .keyType(BsonTypes.KEY)
                        .valueType(BsonTypes.VALUE));
    }

    private static MVMap<Object, de.bwaldvogel.mongo.bson.Document> documents(MVStore store) {
        return store.openMap(
                "databases.db.things",
                new MVMap.Builder<Object, de.bwaldvogel.mongo.bson.Document>()
                        .keyType(BsonTypes.VALUE)
                        .valueType(BsonTypes.DOCUMENT));
    }

    private static Document thing(long id, String key) {
        return new Document("_id", id).append("k", List.of(key));
    }
}
