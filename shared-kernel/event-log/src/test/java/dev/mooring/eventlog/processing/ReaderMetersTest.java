package dev.mooring.eventlog.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReaderMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ReaderMeters meters = new ReaderMeters(registry);

    @Test
    void theLagOfASegmentIsShownByTheNodeThatWorksOnItOnly() {
        meters.claimed("view", 1);
        meters.behind("view", 1, 40, Duration.ofSeconds(3));

        assertThat(registry.get("mooring.reader.lag.positions").gauge().value()).isEqualTo(40);
        assertThat(registry.get("mooring.reader.lag").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(3);

        meters.lost("view", 1);
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .noneMatch(id -> id.getName().startsWith("mooring.reader.lag"));
        meters.claimed("view", 1);
        meters.behind("view", 1, 7, Duration.ZERO);
        assertThat(registry.get("mooring.reader.lag.positions").gauge().value()).isEqualTo(7);
    }

    @Test
    void whatHappensIsCounted() {
        meters.handled("view", 0, 30, Duration.ofMillis(20));
        meters.handled("view", 0, 10, Duration.ofMillis(20));
        meters.doorbellMissed("view", 0);
        meters.parked("view", 3);
        meters.letters("view", 2);

        var batch = registry.get("mooring.reader.batch").tag("processor", "view").summary();
        assertThat(batch.totalAmount()).isEqualTo(40);
        assertThat(registry.get("mooring.reader.batch.duration").timer().count()).isEqualTo(2);
        assertThat(registry.get("mooring.reader.doorbell.misses").counter().count()).isOne();
        assertThat(registry.get("mooring.reader.parked").counter().count()).isEqualTo(3);
        assertThat(registry.get("mooring.reader.dead.letters").gauge().value()).isEqualTo(2);
    }
}
