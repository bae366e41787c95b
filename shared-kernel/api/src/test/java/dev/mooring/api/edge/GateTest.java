package dev.mooring.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class GateTest {

    @Test
    void callsRunOnVirtualThreads() {
        StepVerifier.create(new Gate("g", 1).run(() -> Thread.currentThread().isVirtual()))
                .expectNext(true)
                .verifyComplete();
    }

    @Test
    void nullIsAnEmptyOutcomeAndAThrownOneAnError() {
        var gate = new Gate("g", 1);
        StepVerifier.create(gate.run(() -> null)).verifyComplete();
        StepVerifier.create(
                        gate.run(() -> {
                            throw new IllegalStateException("x");
                        }))
                .verifyError(IllegalStateException.class);
        StepVerifier.create(gate.run(() -> 1)).expectNext(1).verifyComplete();
    }

    @Test
    void whatComesNextRunsOutsideTheGate() {
        var gate = new Gate("g", 1);
        StepVerifier.create(gate.run(() -> 1).flatMap(one -> gate.run(() -> one + 1)))
                .expectNext(2)
                .verifyComplete();
    }

    @Test
    void aPlaceIsHeldUntilTheCallEndsEvenIfNobodyWaitsForItAnyMore() throws Exception {
        var gate = new Gate("g", 1);
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var call =
                gate.run(
                                () -> {
                                    entered.countDown();
                                    leave.await();
                                    return 1;
                                })
                        .subscribe();
        entered.await();
        call.dispose();
        StepVerifier.create(gate.run(() -> 2))
                .verifyErrorSatisfies(thrown ->
                        assertThat(((Refusal) thrown).code()).isEqualTo(ErrorCode.SERVER_BUSY));
        leave.countDown();
        StepVerifier.create(gate.run(() -> 3).retry(1_000_000)).expectNext(3).verifyComplete();
    }
}
