package dev.mooring.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.ThreadLocalRandom;

/** A clock that is off by so much, and set back by up to a minute now and then. Thread-safe. */
final class UnsteadyClock extends Clock {

    private static final int READINGS_BETWEEN_JUMPS = 200;

    private final Clock real;
    private final Duration off;

    UnsteadyClock(Clock real, Duration off) {
        this.real = real;
        this.off = off;
    }

    @Override
    public Instant instant() {
        var now = real.instant().plus(off);
        var random = ThreadLocalRandom.current();
        return random.nextInt(READINGS_BETWEEN_JUMPS) == 0
                ? now.minusSeconds(random.nextInt(60))
                : now;
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new UnsteadyClock(real.withZone(zone), off);
    }
}
