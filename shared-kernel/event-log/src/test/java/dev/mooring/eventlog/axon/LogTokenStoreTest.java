package dev.mooring.eventlog.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.UnableToInitializeTokenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogTokenStoreTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final LogToken SEVEN = new LogToken(new Place(3, 1, 7));

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final SettableClock clock = new SettableClock();
    private final LogTokenStore one = node("one");
    private final LogTokenStore two = node("two");

    private LogTokenStore node(String name) {
        return new LogTokenStore(mongo.database(), "tokens", name, clock, TIMEOUT);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void aTokenIsKeptFromNodeToNode() {
        one.initializeTokenSegments("view", 1, LogToken.BEGINNING);
        assertThat(one.fetchToken("view", 0)).isEqualTo(LogToken.BEGINNING);

        one.storeToken(SEVEN, "view", 0);
        one.releaseClaim("view", 0);

        assertThat(two.fetchToken("view", 0)).isEqualTo(SEVEN);
    }

    @Test
    void nodesThatBeginAtOnceNeverThrowAndOneOfThemClaims() throws Exception {
        var nodes = IntStream.range(0, 8).mapToObj(n -> node("node" + n)).toList();
        try (var threads = Executors.newFixedThreadPool(nodes.size())) {
            var claimed =
                    threads
                            .invokeAll(
                                    nodes.stream()
                                            .<Callable<Boolean>>map(node -> () -> begin(node))
                                            .toList())
                            .stream()
                            .filter(done -> done.resultNow())
                            .count();
            assertThat(claimed).isEqualTo(1);
        }
        assertThat(one.fetchSegments("view")).containsExactly(0);
    }

    private static boolean begin(LogTokenStore node) {
        node.initializeTokenSegments("view", 1, null);
        try {
            node.fetchToken("view", 0);
            return true;
        } catch (UnableToClaimTokenException e) {
            return false;
        }
    }

    @Test
    void aClaimIsAnothersUntilItRunsOut() {
        one.initializeTokenSegments("view", 1);
        one.fetchToken("view", 0);

        assertThatThrownBy(() -> two.fetchToken("view", 0))
                .isInstanceOf(UnableToClaimTokenException.class);
        clock.pass(TIMEOUT.minusMillis(1));
        one.extendClaim("view", 0);
        clock.pass(TIMEOUT.minusMillis(1));
        assertThatThrownBy(() -> two.fetchToken("view", 0))
                .isInstanceOf(UnableToClaimTokenException.class);
        assertThat(one.holds("view", 0)).isTrue();

        clock.pass(Duration.ofMillis(1));
        assertThat(one.holds("view", 0)).isFalse();
        assertThatCode(() -> two.fetchToken("view", 0)).doesNotThrowAnyException();
    }

    @Test
    void aNodeThatWasPassedByStoresNothing() {
        one.initializeTokenSegments("view", 1);
        one.fetchToken("view", 0);
        clock.pass(TIMEOUT);
        two.fetchToken("view", 0);

        assertThatThrownBy(() -> one.storeToken(SEVEN, "view", 0))
                .isInstanceOf(UnableToClaimTokenException.class);
        one.releaseClaim("view", 0);
        assertThat(two.fetchToken("view", 0)).isEqualTo(LogToken.BEGINNING);
    }

    @Test
    void aNodeUnderThePreviousOnesNameTakesOverAtOnceAndFencesItOff() {
        one.initializeTokenSegments("view", 1);
        one.fetchToken("view", 0);
        one.storeToken(SEVEN, "view", 0);
        var restarted = node("one");

        assertThat(restarted.fetchToken("view", 0)).isEqualTo(SEVEN);
        assertThatThrownBy(() -> one.storeToken(LogToken.BEGINNING, "view", 0))
                .isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void storingTheSameAgainIsNoLossOfTheClaim() {
        one.initializeTokenSegments("view", 1);
        one.fetchToken("view", 0);

        for (int i = 0; i < 3; i++) {
            one.storeToken(SEVEN, "view", 0);
            assertThat(one.fetchToken("view", 0)).isEqualTo(SEVEN);
        }
    }

    @Test
    void theSmallestPositionOfAllSegmentsCounts() throws Exception {
        assertThat(one.positions().position("view")).isZero();
        one.initializeTokenSegments("view", 2);
        one.fetchToken("view", 0);
        one.storeToken(SEVEN, "view", 0);
        assertThat(two.positions().position("view")).isZero();
        assertThat(two.positions().await("view", 7, Duration.ofMillis(1))).isZero();

        one.fetchToken("view", 1);
        one.storeToken(new LogToken(new Place(2, 0, 5)), "view", 1);
        assertThat(two.positions().await("view", 5, Duration.ofSeconds(9))).isEqualTo(5);
    }

    @Test
    void segmentsAreMadeAndUnmadeOneByOne() {
        one.initializeSegment(SEVEN, "view", 0);
        assertThatThrownBy(() -> two.initializeSegment(SEVEN, "view", 0))
                .isInstanceOf(UnableToInitializeTokenException.class);
        assertThatThrownBy(() -> one.deleteToken("view", 0))
                .isInstanceOf(UnableToClaimTokenException.class);

        one.fetchToken("view", 0);
        one.deleteToken("view", 0);

        assertThat(one.fetchSegments("view")).isEmpty();
        assertThat(List.of(one.requiresExplicitSegmentInitialization())).containsExactly(true);
    }
}
