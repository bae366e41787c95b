package dev.mooring.eventlog.mongo;

import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.sample.MemoryDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the simulation found: reads that a replaced primary answers from what it still has. */
class StalePrimaryTest {

    private final MemoryDatabase mongo = new MemoryDatabase();
    private StalePrimary primary;
    private MongoEventLog log;

    @BeforeEach
    void open() {
        var settings = mongo.settings().withPatience(Duration.ofMillis(500));
        primary =
                new StalePrimary(
                        new EmbeddedCollection(mongo.database(), "log", Duration.ofSeconds(5)));
        log = MongoEventLog.open(primary.collection(), settings);
    }

    @AfterEach
    void close() {
        log.close();
        mongo.close();
    }

    @Test
    void aRepeatedCommitIsNoConflictWithItself() {
        var commit = used("a", 0, 1);
        log.append(commit);
        primary.answers(2);

        var again = log.append(commit);

        assertThat(again.repeated()).isTrue();
        assertThat(again.position()).isEqualTo(1);
    }

    @Test
    void anotherCommitIsStillRefused() {
        log.append(used("a", 0, 1));
        primary.answers(1);

        assertThatThrownBy(() -> log.append(used("a", 0, 1))).isInstanceOf(ConflictException.class);
    }

    @Test
    void aReaderThatComesBackWaitsUntilItsPlaceIsThere() {
        log.append(used("a", 0, 3));
        var place = log.placeOf(2);
        primary.answers(3);

        try (var cursor = log.cursor(place)) {
            assertThat(cursor.next(9)).hasSize(1);
        }
    }

    /** Found by the fault runs: readers that came back right after a fail-over died of it. */
    @Test
    void theHeadDoesNotGoBackBehindWhatWasSeen() {
        log.append(used("a", 0, 3));
        var head = log.head();

        primary.answers(3);
        assertThat(log.head()).isEqualTo(head);
        primary.answers(3);
        assertThat(log.placeOf(3)).isEqualTo(head);
    }

    @Test
    void aHeadThatStaysBehindIsNoHead() {
        log.append(used("a", 0, 1));
        primary.answers(Integer.MAX_VALUE);

        assertThatThrownBy(log::head).isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void aPlaceThatIsNowhereIsAnError() {
        log.append(used("a", 0, 1));

        try (var cursor = log.cursor(new Place(7, 0, 7))) {
            assertThatThrownBy(() -> cursor.next(1)).isInstanceOf(LogCorruptException.class);
        }
    }
}
