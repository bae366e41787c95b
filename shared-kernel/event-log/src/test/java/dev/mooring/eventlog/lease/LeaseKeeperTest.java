package dev.mooring.eventlog.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import dev.mooring.eventlog.lease.Route.There;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final Duration MOMENT = Duration.ofMillis(30);

    private final MemoryLeases leases = new MemoryLeases();
    private long time = 1_000_000_000L;
    private int changes;

    private final LeaseKeeper one = keeper("one");
    private final LeaseKeeper two = keeper("two");

    private LeaseKeeper keeper(String node) {
        return new LeaseKeeper(leases, node, node + ":1", () -> time, () -> changes++);
    }

    @Test
    void aNodeThatMeetsNobodyAsksForNothing() {
        for (int i = 0; i < 1000; i++) {
            assertThat(one.route(true)).isEqualTo(Route.HERE);
            pass(MOMENT);
        }

        assertThat(leases.calls).isZero();
    }

    @Test
    void oneMeetingIsNoContention() {
        one.contended();
        assertThat(one.route(true)).isEqualTo(Route.HERE);
        pass(LeaseKeeper.TERM);
        one.contended();
        assertThat(one.route(true)).isEqualTo(Route.HERE);

        assertThat(leases.calls).isZero();
    }

    @Test
    void whoMeetsOthersTakesTheLeaseAndTheOthersFollow() {
        meet(one);
        assertThat(one.route(true)).isEqualTo(Route.HERE);
        assertThat(one.isHolder()).isTrue();

        meet(two);

        assertThat(two.route(true)).isEqualTo(new There(new Lease("one", "one:1", 1, 0)));
        assertThat(one.accepts(1)).isTrue();
        assertThat(one.accepts(2)).isFalse();
        assertThat(two.accepts(1)).isFalse();
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void ofTwoThatReachForItAtOnceOneGetsIt() {
        meet(one);
        meet(two);
        leases.beforeReplacing(() -> two.route(true));

        one.route(true);

        assertThat(two.isHolder()).isTrue();
        assertThat(one.isHolder()).isFalse();
        assertThat(one.route(true)).isInstanceOf(There.class);
    }

    @Test
    void aHolderThatServesRenewsAndIsNeverTakenFor() {
        oneHoldsAndTwoFollows();

        for (int i = 0; i < 200; i++) {
            pass(MOMENT);
            assertThat(one.accepts(1)).isTrue();
            assertThat(one.route(true)).isEqualTo(Route.HERE);
            meet(keeper("three"));
        }
        two.silent(new Lease("one", "one:1", 1, 0));
        for (int i = 0; i < 100; i++) {
            pass(MOMENT);
            one.accepts(1);
            one.route(true);
            two.contended();
            two.route(true);
        }

        assertThat(one.isHolder()).isTrue();
        assertThat(two.isHolder()).isFalse();
        assertThat(leases.read().beat()).isBetween(20L, 50L);
    }

    @Test
    void aHolderThatNobodyNeedsDoesNotRenew() {
        oneHoldsAndTwoFollows();
        pass(LeaseKeeper.TERM);
        int before = leases.calls;

        for (int i = 0; i < 100; i++) {
            pass(MOMENT);
            one.route(true);
        }

        assertThat(leases.calls).isEqualTo(before);
    }

    @Test
    void aSilentHolderIsPassedByAtOnceAndReplacedWhenItsTermIsOver() {
        var lease = oneHoldsAndTwoFollows();

        two.silent(lease);
        assertThat(two.route(true)).isEqualTo(Route.HERE);
        assertThat(two.isHolder()).isFalse();
        pass(LeaseKeeper.TERM.dividedBy(2));
        assertThat(two.route(true)).isEqualTo(Route.HERE);
        assertThat(two.isHolder()).isFalse();
        pass(LeaseKeeper.TERM.dividedBy(2));
        two.route(true);

        assertThat(two.isHolder()).isTrue();
        assertThat(two.accepts(2)).isTrue();
    }

    @Test
    void aHolderThatSleptPastItsTermFindsOutAndFollows() {
        var lease = oneHoldsAndTwoFollows();
        two.silent(lease);
        two.route(true);
        pass(LeaseKeeper.TERM);
        two.route(true);

        one.contended();

        assertThat(one.route(true)).isEqualTo(new There(new Lease("two", "two:1", 2, 0)));
        assertThat(one.isHolder()).isFalse();
        assertThat(one.accepts(1)).isFalse();
    }

    @Test
    void aNodeThatSleptDoesNotTakeForOverWhatWasRenewedMeanwhile() {
        var lease = oneHoldsAndTwoFollows();
        two.silent(lease);
        two.route(true);
        for (int i = 0; i < 100; i++) {
            pass(MOMENT);
            one.accepts(1);
            one.route(true);
        }

        two.contended();
        two.contended();
        two.route(true);

        assertThat(two.isHolder()).isFalse();
        assertThat(one.isHolder()).isTrue();
    }

    @Test
    void whoCannotReachALivingHolderTriesItAgainMoreAndMoreSeldom() {
        var lease = oneHoldsAndTwoFollows();
        int tries = 0;

        for (long ms = 0; ms < 60_000; ms += MOMENT.toMillis()) {
            pass(MOMENT);
            one.accepts(1);
            one.route(true);
            two.contended();
            if (two.route(true) instanceof There) {
                tries++;
                two.silent(lease);
            }
        }

        assertThat(tries).isBetween(4, 8);
        assertThat(two.isHolder()).isFalse();
    }

    @Test
    void aHolderWithNothingOfItsOwnGivesTheLeaseToWhoHas() {
        var lease = oneHoldsAndTwoFollows();
        pass(LeaseKeeper.TERM);
        one.route(false);

        assertThat(one.accepts(1)).isFalse();
        two.refused(lease);

        assertThat(two.route(true)).isEqualTo(Route.HERE);
        assertThat(two.isHolder()).isTrue();
        assertThat(one.isHolder()).isFalse();
    }

    @Test
    void whoLeavesInGoodOrderKeepsNobodyWaiting() {
        var lease = oneHoldsAndTwoFollows();
        one.resign();

        two.silent(lease);

        assertThat(two.route(true)).isEqualTo(Route.HERE);
        assertThat(two.isHolder()).isTrue();
    }

    @Test
    void withoutAnAnswerAboutTheLeaseTheSlotsDecide() {
        meet(one);
        leases.failing = true;
        assertThat(one.route(true)).isEqualTo(Route.HERE);
        assertThat(one.isHolder()).isFalse();

        leases.failing = false;
        pass(MOMENT);
        one.route(true);
        assertThat(one.isHolder()).isTrue();
    }

    @Test
    void aRenewalWhoseAnswerIsLostIsMadeGood() {
        oneHoldsAndTwoFollows();
        leases.loseAnswers = true;
        pass(LeaseKeeper.TERM.dividedBy(2));
        one.accepts(1);
        one.route(true);
        leases.loseAnswers = false;
        pass(LeaseKeeper.TERM.dividedBy(2));
        one.route(true);

        assertThat(one.route(true)).isEqualTo(Route.HERE);
        assertThat(one.isHolder()).isTrue();
        assertThat(leases.read().node()).isEqualTo("one");
    }

    private Lease oneHoldsAndTwoFollows() {
        meet(one);
        one.route(true);
        meet(two);
        return ((There) two.route(true)).lease();
    }

    private void meet(LeaseKeeper keeper) {
        keeper.contended();
        keeper.contended();
    }

    private void pass(Duration duration) {
        time += duration.toNanos();
    }

    private static final class MemoryLeases implements Leases {

        private Lease lease = Lease.NONE;
        private Runnable before = () -> {};
        private int calls;
        private boolean failing;
        private boolean loseAnswers;

        void beforeReplacing(Runnable then) {
            before = then;
        }

        @Override
        public Lease read() {
            call();
            return lease;
        }

        @Override
        public boolean replace(Lease seen, Lease next) {
            call();
            var then = before;
            before = () -> {};
            then.run();
            if (!lease.equals(seen)) {
                return false;
            }
            lease = next;
            if (loseAnswers) {
                throw new MongoTimeoutException("lost");
            }
            return true;
        }

        private void call() {
            calls++;
            if (failing) {
                throw new MongoTimeoutException("down");
            }
        }
    }
}
