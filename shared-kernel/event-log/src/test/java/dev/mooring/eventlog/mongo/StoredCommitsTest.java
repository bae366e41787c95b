package dev.mooring.eventlog.mongo;

import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.sample.MemoryDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredCommitsTest {

    private static final int COMMITS = 300;

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final EventLog log = mongo.open();
    private int appended;

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void commitsComeInOrderFromAnyOnAndNoneAtTheHead() {
        append(COMMITS);

        assertThat(log.stored().end()).isEqualTo(COMMITS);
        for (long after : new long[] {0, 1, 170, COMMITS}) {
            assertThat(numbers(after))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(after + 1, COMMITS).boxed().toList());
        }
    }

    @Test
    void aReaderAtTheHeadHearsOfTheNextCommit() throws Exception {
        append(1);
        try (var cursor = log.stored().after(1)) {
            assertThat(cursor.next()).isEmpty();
            append(1);

            assertThat(cursor.await(Duration.ofMinutes(1))).isTrue();
            assertThat(cursor.next()).extracting(CommitDocument::number).containsExactly(2L);

            cursor.wake();
            assertThat(cursor.await(Duration.ofMinutes(1))).isFalse();
        }
    }

    @Test
    void noCommitIsHandedOutThatIsNotWhatItsHashSays() {
        append(3);
        commits().updateOne(Filters.eq("_id", 2L), Updates.set("w", "wsp_other"));

        try (var cursor = log.stored().after(0)) {
            assertThat(cursor.next()).extracting(CommitDocument::number).containsExactly(1L);
            assertThatThrownBy(cursor::next).isInstanceOf(LogCorruptException.class);
        }
        assertThat(log.stored().numbered(List.of(3L, 1L)))
                .extracting(CommitDocument::number)
                .containsExactly(1L, 3L);
        assertThatThrownBy(() -> log.stored().numbered(List.of(1L, 2L)))
                .isInstanceOf(LogCorruptException.class);
    }

    @Test
    void aCommitThatIsMissingIsNamed() {
        append(3);
        commits().deleteOne(Filters.eq("_id", 2L));

        assertThatThrownBy(() -> log.stored().numbered(List.of(1L, 2L, 3L)))
                .isInstanceOf(LogCorruptException.class)
                .hasMessageContaining("commit 2");
    }

    private List<Long> numbers(long after) {
        var numbers = new ArrayList<Long>();
        try (var cursor = log.stored().after(after)) {
            for (var next = cursor.next(); !next.isEmpty(); next = cursor.next()) {
                next.forEach(commit -> numbers.add(commit.number()));
            }
        }
        return numbers;
    }

    private void append(int more) {
        for (int i = 0; i < more; i++) {
            log.append(used("t" + appended, 0, 1));
            appended++;
        }
    }

    private MongoCollection<Document> commits() {
        return mongo.database().getCollection("log");
    }
}
