package dev.mooring.eventlog.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoTest {

    @TempDir Path folder;

    private EmbeddedMongo mongo;
    private MongoClient client;
    private MongoCollection<Document> things;

    @BeforeEach
    void open() {
        mongo = EmbeddedMongo.open(folder);
        client = MongoClients.create(mongo.connectionString());
        things = client.getDatabase("db").getCollection("things");
    }

    @AfterEach
    void close() {
        client.close();
        mongo.close();
    }

    @Test
    void dataAndIndexesSurviveARestart() {
        uniqueIndexOnKeys();
        things.insertOne(thing(1).append("k", List.of("a", "b")));

        close();
        open();

        assertThat(things.find(new Document("k", "b"))).containsExactly(thing(1, "a", "b"));
        assertThatThrownBy(() -> things.insertOne(thing(2, "a")))
                .hasMessageContaining("index: k dup key");
    }

    @Test
    void aSecondServerOnTheSameFolderIsToldWhatToDo() {
        assertThatThrownBy(() -> EmbeddedMongo.open(folder))
                .isInstanceOf(EmbeddedMongoException.class)
                .hasMessageContaining("in use by another process")
                .hasMessageContaining("folder of its own");
    }

    @Test
    void everyCallerOfFindOneAndUpdateSeesItsOwnOutcome() throws Exception {
        things.insertOne(thing(1).append("count", 0));
        Callable<List<Integer>> hundred =
                () -> IntStream.range(0, 100).mapToObj(_ -> increment()).toList();

        List<Integer> seen = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (Future<List<Integer>> outcome :
                    callers.invokeAll(java.util.Collections.nCopies(8, hundred))) {
                seen.addAll(outcome.get());
            }
        }

        assertThat(seen).hasSize(800).doesNotHaveDuplicates();
    }

    @Test
    void whatAReaderHoldsDoesNotChangeUnderAnUpdate() {
        things.insertMany(
                LongStream.rangeClosed(1, 10).mapToObj(EmbeddedMongoTest::thing).toList());

        List<Integer> read = new ArrayList<>();
        try (var cursor = things.find().batchSize(2).cursor()) {
            cursor.next();
            things.updateMany(new Document(), new Document("$set", new Document("late", 1)));
            cursor.forEachRemaining(it -> read.add(it.getInteger("late", 0)));
        }

        assertThat(read).hasSize(9).containsOnly(0);
    }

    @Test
    void anOrderedListOfUpdatesStopsAtTheFirstThatFails() {
        uniqueIndexOnKeys();
        things.insertMany(List.of(thing(1, "a"), thing(2, "b"), thing(3, "c")));

        assertThatThrownBy(() ->
                        things.bulkWrite(
                                List.of(set(1, "n", 1), set(2, "k", List.of("a")), set(3, "n", 1))))
                .isInstanceOfSatisfying(
                        MongoBulkWriteException.class,
                        e -> {
                            assertThat(e.getWriteErrors()).hasSize(1);
                            assertThat(e.getWriteErrors().getFirst().getIndex()).isEqualTo(1);
                            assertThat(e.getWriteResult().getModifiedCount()).isEqualTo(1);
                        });

        assertThat(things.countDocuments(new Document("n", 1))).isEqualTo(1);
    }

    @Test
    void anUnorderedListOfUpsertsDoesAllThatCanBeDone() {
        uniqueIndexOnKeys();
        things.insertOne(thing(1, "a"));

        assertThatThrownBy(() ->
                        things.bulkWrite(
                                List.of(set(2, "k", "a"), set(3, "k", "c")),
                                new BulkWriteOptions().ordered(false)))
                .isInstanceOf(MongoBulkWriteException.class);

        assertThat(ids(new Document(), new Document("_id", 1))).containsExactly(1L, 3L);
    }

    @Test
    void anUnorderedBatchInsertsAllButTheDuplicates() {
        things.insertOne(thing(2));

        assertThatThrownBy(() ->
                        things.insertMany(
                                List.of(thing(1), thing(2), thing(3)),
                                new InsertManyOptions().ordered(false)))
                .isInstanceOfSatisfying(
                        MongoBulkWriteException.class,
                        e -> assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(2));
    }

    @Test
    void rangesAndOrderOnTheIdAreExact() {
        things.insertMany(
                LongStream.rangeClosed(1, 500).mapToObj(EmbeddedMongoTest::thing).toList());

        Document ascending = new Document("_id", 1);
        assertThat(ids(range("$gt", 10, "$lt", 13), ascending)).containsExactly(11L, 12L);
        assertThat(ids(range("$gte", 10, "$lte", 12), new Document("_id", -1)))
                .containsExactly(12L, 11L, 10L);
        assertThat(things.find().sort(new Document("_id", -1)).limit(1).first())
                .isEqualTo(thing(500));
        assertThat(things.find(new Document("_id", new Document("$gt", 498))).sort(ascending))
                .containsExactly(thing(499), thing(500));
        assertThat(
                        things.find(
                                        range("$gt", 5, "$gt", 5)
                                                .append("_id", new Document("$ne", 3L)))
                                .sort(ascending)
                                .limit(3))
                .containsExactly(thing(1), thing(2), thing(4));
    }

    @Test
    void idsAreEqualAsNumbersWhateverTheirType() {
        things.insertOne(new Document("_id", 7));

        assertThatThrownBy(() -> things.insertOne(new Document("_id", 7L)))
                .hasMessageContaining("index: _id_ dup key");
        assertThat(things.find(new Document("_id", 7.0)).first()).isNotNull();
    }

    @Test
    void aDocumentWithSeveralOfTheKeysIsFoundOnce() {
        uniqueIndexOnKeys();
        things.insertMany(List.of(thing(1, "a#1", "a#2"), thing(2, "a#3")));

        assertThat(
                        things.find(
                                new Document(
                                        "k",
                                        new Document("$in", List.of("a#1", "a#2", "a#3", "x")))))
                .containsExactly(thing(1, "a#1", "a#2"), thing(2, "a#3"));
    }

    @Test
    void conditionsBesideTheIndexedOneStillCount() {
        things.insertMany(List.of(thing(1).append("n", 1), thing(2).append("n", 2)));

        assertThat(things.find(new Document("_id", 1L).append("n", 2))).isEmpty();
        assertThat(
                        things.updateOne(
                                        new Document("_id", 1L).append("n", 1),
                                        new Document("$set", new Document("n", 3)))
                                .getMatchedCount())
                .isEqualTo(1);
    }

    @Test
    void aDroppedCollectionIsGoneAndCanBeginAnew() {
        uniqueIndexOnKeys();
        things.insertOne(thing(1, "a"));
        things.drop();
        things.insertOne(thing(1, "b"));

        close();
        open();

        assertThat(things.find()).containsExactly(thing(1, "b"));
    }

    private int increment() {
        Document after =
                things.findOneAndUpdate(
                        new Document("_id", 1L),
                        new Document("$inc", new Document("count", 1)),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        return after.getInteger("count");
    }

    private void uniqueIndexOnKeys() {
        things.createIndex(new Document("k", 1), new IndexOptions().unique(true).name("k"));
    }

    private List<Long> ids(Document query, Document order) {
        return things.find(query)
                .sort(order)
                .map(it -> it.get("_id", Number.class).longValue())
                .into(new ArrayList<>());
    }

    private static Document range(String from, long low, String to, long high) {
        return new Document("_id", new Document(from, low).append(to, high));
    }

    private static UpdateOneModel<Document> set(long id, String field, Object value) {
        return new UpdateOneModel<>(
                new Document("_id", id),
                new Document("$set", new Document(field, value)),
                new UpdateOptions().upsert(true));
    }

    private static Document thing(long id, String... keys) {
        Document thing = new Document("_id", id);
        return keys.length == 0 ? thing : thing.append("k", List.of(keys));
    }
}
