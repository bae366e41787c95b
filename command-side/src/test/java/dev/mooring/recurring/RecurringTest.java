package dev.mooring.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurringTest {

    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void workThatFailsIsDoneAgain() {
        var turns = new AtomicInteger();

        try (var recurring = Recurring.start("work", SOON, SOON, () -> fail(turns))) {
            await().until(() -> turns.get() >= 3);
            assertThat(recurring).isNotNull();
        }
    }

    @Test
    void nothingIsDoneOnceItIsClosedAndWhatIsUnderWayIsInterrupted() {
        var turns = new AtomicInteger();
        var interrupted = new AtomicBoolean();
        var recurring = Recurring.start("work", SOON, SOON, () -> sleepForGood(turns, interrupted));
        await().until(() -> turns.get() == 1);

        recurring.close();

        await().untilTrue(interrupted);
        assertThat(turns).hasValue(1);
    }

    private static void fail(AtomicInteger turns) {
        turns.incrementAndGet();
        throw new IllegalStateException("as told");
    }

    private static void sleepForGood(AtomicInteger turns, AtomicBoolean interrupted) {
        turns.incrementAndGet();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.set(true);
        }
    }
}
