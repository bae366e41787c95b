package dev.mooring.eventlog.tck.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log asks of a database, shown on every engine before the log itself is. */
abstract class FixtureContract {

    private MongoClient client;
    private MongoCollection<Document> commits;

    @BeforeEach
    void connect(MongoFixture mongo) {
        client = mongo.newClient();
        commits =
                client.getDatabase(mongo.freshDatabaseName())
                        .getCollection("log")
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary());
        commits.createIndex(new Document("k", 1), new IndexOptions().unique(true).name("k"));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void anOrderedBatchStopsAtTheFirstDuplicateAndKeepsWhatCameBefore() {
        commits.insertOne(commit(1, "a#1"));

        assertThatThrownBy(() ->
                        commits.insertMany(
                                List.of(commit(2, "a#2"), commit(3, "a#1"), commit(4, "a#3"))))
                .isInstanceOfSatisfying(
                        MongoBulkWriteException.class,
                        e -> {
                            assertThat(e.getWriteErrors()).hasSize(1);
                            assertThat(e.getWriteErrors().getFirst().getIndex()).isEqualTo(1);
                            assertThat(e.getWriteErrors().getFirst().getCode()).isEqualTo(11000);
                            assertThat(e.getWriteErrors().getFirst().getMessage())
                                    .contains("index: k dup key");
                            assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(1);
                        });

        assertThat(commits.find().sort(new Document("_id", 1)).map(it -> it.getLong("_id")))
                .containsExactly(1L, 2L);
    }

    @Test
    void aTakenSlotIsNamedEvenWhenTheKeyIsTakenToo() {
        commits.insertOne(commit(1, "a#1"));

        assertThatThrownBy(() -> commits.insertMany(List.of(commit(1, "a#1"))))
                .isInstanceOfSatisfying(
                        MongoBulkWriteException.class,
                        e ->
                                assertThat(e.getWriteErrors().getFirst().getMessage())
                                        .contains("index: _id_ dup key"));
    }

    @Test
    void theServerTellsItsTime(MongoFixture mongo) {
        assertThat(client.getDatabase("admin").runCommand(new Document("hello", 1)))
                .containsKey("localTime");
    }

    private static Document commit(long slot, String key) {
        return new Document("_id", slot).append("k", List.of(key, "c" + slot + key));
    }
}
