package dev.mooring.eventlog.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private static final Duration QUICK = Duration.ofMillis(5);
    private final BatchSize size = new BatchSize();

    @Test
    void itGrowsWhileThereIsMoreUpToFiveThousand() {
        assertThat(size.next()).isEqualTo(BatchSize.FIRST);
        int batches = 0;
        while (size.next() < BatchSize.MOST) {
            size.handled(size.next(), QUICK);
            batches++;
        }

        assertThat(batches).isLessThan(10);
        size.handled(BatchSize.MOST, QUICK);
        assertThat(size.next()).isEqualTo(5_000);
    }

    @Test
    void itShrinksAtTheHead() {
        for (int i = 0; i < 20; i++) {
            size.handled(size.next(), QUICK);
        }

        size.handled(1, QUICK);

        assertThat(size.next()).isEqualTo(BatchSize.FIRST);
    }

    @Test
    void itShrinksWhereABatchTakesLongOrFails() {
        for (int i = 0; i < 20; i++) {
            size.handled(size.next(), QUICK);
        }

        size.handled(5_000, Duration.ofSeconds(1));
        assertThat(size.next()).isEqualTo(2_500);
        size.failed();
        assertThat(size.next()).isEqualTo(1_250);
        for (int i = 0; i < 20; i++) {
            size.failed();
        }
        assertThat(size.next()).isEqualTo(1);
    }
}
