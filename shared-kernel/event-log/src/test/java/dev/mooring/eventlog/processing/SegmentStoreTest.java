package dev.mooring.eventlog.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.Segments.Progress;
import dev.mooring.eventlog.sample.MemoryDatabase;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentStoreTest {

    private static final Place FIVE = new Place(2, 0, 5);
    private static final Place SEVEN = new Place(3, 1, 7);

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final SegmentStore one = node("one");
    private final SegmentStore two = node("two");

    private SegmentStore node(String name) {
        return new SegmentStore(mongo.database(), "processors", name);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void aPlaceIsKeptFromNodeToNode() {
        one.initialize("view", 1);
        var claim = claim(one, 0);
        assertThat(claim.place()).isEqualTo(Place.BEGINNING);

        one.store(claim, SEVEN);
        one.release(claim);

        assertThat(two.of("view")).extracting(StoredSegment::owner).containsOnlyNulls();
        assertThat(claim(two, 0).place()).isEqualTo(SEVEN);
    }

    @Test
    void nodesThatBeginAtOnceNeverThrowAndOneOfThemClaims() throws Exception {
        var nodes = IntStream.range(0, 8).mapToObj(n -> node("node" + n)).toList();
        try (var threads = Executors.newFixedThreadPool(nodes.size())) {
            var begun =
                    threads.invokeAll(
                            nodes.stream()
                                    .<Callable<StoredSegment>>map(node ->
                                            () -> {
                                                node.initialize("view", 1);
                                                return node.of("view").getFirst();
                                            })
                                    .toList());
            var seen = begun.getFirst().resultNow();
            var claimed =
                    threads.invokeAll(
                            nodes.stream()
                                    .<Callable<Boolean>>map(
                                            node -> () -> node.claim(seen).isPresent())
                                    .toList());
            assertThat(claimed).extracting(done -> done.resultNow()).containsOnlyOnce(true);
        }
    }

    @Test
    void aNodeThatWasPassedByStoresNothing() {
        one.initialize("view", 1);
        var old = claim(one, 0);
        var current = claim(two, 0);

        assertThatThrownBy(() -> one.store(old, SEVEN)).isInstanceOf(ClaimLostException.class);
        assertThatThrownBy(() -> one.requireHeld(old)).isInstanceOf(ClaimLostException.class);
        one.release(old);
        two.store(current, FIVE);

        assertThat(two.of("view").getFirst().place()).isEqualTo(FIVE);
        assertThat(two.of("view").getFirst().owner()).isEqualTo("two");
    }

    @Test
    void aNodeUnderThePreviousOnesNameFencesItOff() {
        one.initialize("view", 1);
        var old = claim(one, 0);
        var restarted = node("one");
        var current = claim(restarted, 0);

        assertThatThrownBy(() -> one.store(old, SEVEN)).isInstanceOf(ClaimLostException.class);
        restarted.store(current, FIVE);
    }

    @Test
    void storingTheSameAgainIsNoLossOfTheClaim() {
        one.initialize("view", 1);
        var claim = claim(one, 0);

        for (int i = 0; i < 3; i++) {
            one.store(claim, SEVEN);
            one.requireHeld(claim);
        }
    }

    @Test
    void theSegmentFurthestBehindCounts() throws Exception {
        assertThat(one.positions().position("view")).isZero();
        one.initialize("view", 2);
        one.store(claim(one, 0), SEVEN);
        assertThat(two.positions().position("view")).isZero();
        assertThat(two.positions().await("view", 7, Duration.ofMillis(1))).isZero();

        one.store(claim(one, 1), FIVE);
        assertThat(two.positions().await("view", 5, Duration.ofSeconds(9))).isEqualTo(5);
    }

    @Test
    void aSplitLeavesBothHalvesWhereTheWholeStoodAndFencesItsOwnerOff() {
        one.initialize("view", 1);
        var whole = claim(one, 0);
        one.store(whole, SEVEN);

        two.split("view", 0);

        assertThat(two.progress("view"))
                .containsExactly(new Progress(0, 0.5, 7, null), new Progress(1, 0.5, 7, null));
        assertThatThrownBy(() -> one.store(whole, SEVEN)).isInstanceOf(ClaimLostException.class);
        assertThat(one.positions().position("view")).isEqualTo(7);
    }

    @Test
    void aMergeGoesOnWhereTheOneFurtherBehindStoodAndFencesBothOff() {
        one.initialize("view", 2);
        var ahead = claim(one, 0);
        var behind = claim(two, 1);
        one.store(ahead, SEVEN);
        two.store(behind, FIVE);

        one.merge("view", 1);

        assertThat(one.progress("view")).containsExactly(new Progress(0, 1, 5, null));
        assertThat(one.positions().position("view")).isEqualTo(5);
        assertThatThrownBy(() -> one.store(ahead, SEVEN)).isInstanceOf(ClaimLostException.class);
        assertThatThrownBy(() -> two.store(behind, SEVEN)).isInstanceOf(ClaimLostException.class);
        assertThat(claim(two, 0).place()).isEqualTo(FIVE);
    }

    /** The epoch of what is made again is beyond every one that it ever had. */
    @Test
    void aClaimOnAPartThatWasMergedAndSplitAgainStaysFencedOff() {
        one.initialize("view", 2);
        var old = claim(one, 1);

        two.merge("view", 0);
        two.split("view", 0);
        claim(one, 1);

        assertThatThrownBy(() -> one.store(old, SEVEN)).isInstanceOf(ClaimLostException.class);
    }

    @Test
    void onlySiblingsMerge() {
        one.initialize("view", 3);

        // 0 and 2 were one; 1 is the other half of all.
        assertThatThrownBy(() -> one.merge("view", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("split further");
        one.merge("view", 2);
        one.merge("view", 1);
        assertThat(one.progress("view")).hasSize(1);
        assertThatThrownBy(() -> one.merge("view", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.split("view", 4)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Claim claim(SegmentStore node, int segment) {
        return node.of("view").stream()
                .filter(stored -> stored.segment().id() == segment)
                .findFirst()
                .flatMap(node::claim)
                .orElseThrow();
    }
}
