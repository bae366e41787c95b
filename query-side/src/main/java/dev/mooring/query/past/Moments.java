package dev.mooring.query.past;

import dev.mooring.eventlog.EventLog;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Finds moments in the log: by halving where they are instants. Thread-safe. */
public final class Moments {

    private final EventLog log;
    private final InstantSource clock;

    /**
     * Moments of a log.
     *
     * @param clock the log's time
     */
    public Moments(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * A moment that has been.
     *
     * @param position of the last event before it; 0 where there is none
     * @param instant what the time was
     */
    public record Past(long position, Instant instant) {}

    /**
     * The moment that a query is asked about.
     *
     * @param text as {@link Moment#parse} takes it
     * @throws Refusal {@code request.invalid}; {@code moment.in_future}
     */
    public Past past(String parameter, String text) {
        return switch (Moment.parse(parameter, text)) {
            case Moment.Position(long position) -> new Past(position, timeOf(position));
            case Moment.Point(Instant instant) -> {
                if (instant.isAfter(clock.instant())) {
                    throw inFuture("the time is " + clock.instant());
                }
                yield new Past(log.placeBefore(instant).position(), instant);
            }
        };
    }

    /**
     * The position before everything from a moment on.
     *
     * @param text null for the beginning; a position is the first one of interest
     * @throws Refusal {@code request.invalid}
     */
    public long before(String parameter, @Nullable String text) {
        return text == null
                ? 0
                : switch (Moment.parse(parameter, text)) {
                    case Moment.Position(long position) -> Math.max(0, position - 1);
                    case Moment.Point(Instant instant) -> log.placeBefore(instant).position();
                };
    }

    /**
     * The position of the last thing up to a moment.
     *
     * @param text null for no end; a position is the last one of interest
     * @throws Refusal {@code request.invalid}
     */
    public long upTo(String parameter, @Nullable String text) {
        return text == null
                ? Long.MAX_VALUE
                : switch (Moment.parse(parameter, text)) {
                    case Moment.Position(long position) -> position;
                    case Moment.Point(Instant instant) -> log.placeBefore(instant).position();
                };
    }

    private Instant timeOf(long position) {
        if (position == 0) {
            return Instant.EPOCH;
        }
        long head = log.head().position();
        if (position > head) {
            throw inFuture("the log's last position is " + head);
        }
        return log.read(position - 1, 1).getFirst().at();
    }

    private static Refusal inFuture(String now) {
        return Refusal.of(ErrorCode.MOMENT_IN_FUTURE, "That moment has not been: " + now);
    }
}
