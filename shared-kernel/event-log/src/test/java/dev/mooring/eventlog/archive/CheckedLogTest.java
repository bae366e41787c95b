package dev.mooring.eventlog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.mongo.Tail;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckedLogTest {

    private final MemoryDatabase mongo = new MemoryDatabase();
    private List<BsonDocument> commits;
    private Tail end;

    @BeforeEach
    void threeCommits() {
        try (var log = mongo.open()) {
            log.append(Samples.used("a", 0, 2));
            log.append(Samples.used("b", 0, 1));
            log.append(Samples.used("a", 2, 1));
        }
        commits =
                mongo.database()
                        .getCollection("log", BsonDocument.class)
                        .find()
                        .sort(new Document("_id", 1))
                        .into(new ArrayList<>());
        end = new LogCopy(mongo.database(), "log").end();
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void aLogAsItWasWrittenIsGood() {
        assertThatCode(this::check).doesNotThrowAnyException();
        assertThat(end.number()).isEqualTo(3);
        assertThat(end.position()).isEqualTo(4);
    }

    @Test
    void everyEventIsShownAtItsPosition() {
        var shown = new ArrayList<String>();
        var checked = new CheckedLog();
        for (var commit : commits) {
            checked.next(
                    commit,
                    (_, position, event) ->
                            shown.add(
                                    position + " " + event.aggregateId() + "#" + event.sequence()));
        }

        assertThat(shown).containsExactly("1 a#0", "2 a#1", "3 b#0", "4 a#2");
    }

    @Test
    void aCommitThatIsMissingOrDoubledIsFound() {
        commits.remove(1);
        assertRefused("commit 3 does not continue commit 1");

        threeCommitsAgain();
        commits.add(1, commits.get(1));
        assertRefused("commit 2 does not continue commit 2");
    }

    @Test
    void anEndThatIsMissingIsFound() {
        commits.removeLast();

        assertRefused("and not to commit 3");
    }

    @Test
    void whateverTheHashCoversCannotBeChanged() {
        for (Consumer<BsonDocument> change :
                List.<Consumer<BsonDocument>>of(
                        commit -> commit.put("w", new BsonString("wsp_other")),
                        commit -> commit.put("c", new BsonString("0".repeat(64))),
                        commit -> commit.put("first", new BsonInt64(7)),
                        commit ->
                                commit.put(
                                        "at",
                                        new BsonDateTime(commit.getDateTime("at").getValue() + 1)),
                        commit -> commit.getArray("e").removeLast(),
                        commit -> commit.put("prev", commit.get("hash")))) {
            threeCommitsAgain();
            change.accept(commits.get(1));
            assertRefused("commit");
        }
    }

    /** No hash covers it, and it is the lock of every aggregate. */
    @Test
    void aCommitThatClaimsOtherKeysThanItsEventsIsFound() {
        var keys = new BsonArray(List.copyOf(commits.get(1).getArray("k")));
        keys.set(0, new BsonString("c#0000000000"));
        commits.get(1).put("k", keys);

        assertRefused("commit 2 claims other keys than its events");
    }

    @Test
    void aFieldThatDoesNotBelongThereIsFound() {
        commits.get(1).put("more", new BsonInt32(1));

        assertRefused("commit 2 holds what does not belong there");
    }

    @Test
    void whatIsNoCommitIsFound() {
        commits.set(1, new BsonDocument("_id", new BsonInt64(2)));

        assertRefused("what follows commit 1 is no commit");
    }

    private void threeCommitsAgain() {
        commits =
                mongo.database()
                        .getCollection("log", BsonDocument.class)
                        .find()
                        .sort(new Document("_id", 1))
                        .into(new ArrayList<>());
    }

    private void check() {
        CheckedLog.check(commits.iterator(), end);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::check)
                .isInstanceOf(LogCorruptException.class)
                .hasMessageContaining(message);
    }
}
