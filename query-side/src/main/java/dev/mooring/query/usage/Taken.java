package dev.mooring.query.usage;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.activity.DeliveryEvent.DeliveryMade;
import dev.mooring.query.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How often somebody took a credential: in all, or within one hour.
 *
 * @param hour that it began with; null for all of time
 */
public record Taken(
        String connection,
        String authorization,
        @Nullable String application,
        @Nullable String key,
        @Nullable Instant hour,
        long times,
        Instant firstAt,
        Instant lastAt) {

    static final Kind<Taken> IN_ALL =
            new Kind<>("taken", Taken.class, recorded -> id(recorded, false), Taken::inAll);

    static final Kind<Taken> BY_HOUR =
            new Kind<>("taken_hour", Taken.class, recorded -> id(recorded, true), Taken::byHour);

    /** The same taker's takings, in earlier hours or later ones, as one. */
    Taken and(Taken other) {
        return new Taken(
                connection,
                authorization,
                application,
                key,
                null,
                times + other.times,
                firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
                lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
    }

    String taker() {
        return new Taker(connection, authorization, application, key).id();
    }

    private static @Nullable String id(RecordedEvent recorded, boolean byHour) {
        if (!(recorded.event() instanceof DeliveryMade made)) {
            return null;
        }
        var taker = Taker.of(made, recorded).id();
        return byHour ? taker + "." + hour(recorded.at()).getEpochSecond() : taker;
    }

    private static @Nullable Taken inAll(@Nullable Taken before, RecordedEvent recorded) {
        return next(before, recorded, null);
    }

    private static @Nullable Taken byHour(@Nullable Taken before, RecordedEvent recorded) {
        return next(before, recorded, hour(recorded.at()));
    }

    private static @Nullable Taken next(
            @Nullable Taken before, RecordedEvent recorded, @Nullable Instant hour) {
        if (!(recorded.event() instanceof DeliveryMade made)) {
            return before;
        }
        var taker = Taker.of(made, recorded);
        return new Taken(
                taker.connection(),
                taker.authorization(),
                taker.application(),
                taker.key(),
                hour,
                before == null ? 1 : before.times + 1,
                before == null || recorded.at().isBefore(before.firstAt)
                        ? recorded.at()
                        : before.firstAt,
                before == null || recorded.at().isAfter(before.lastAt)
                        ? recorded.at()
                        : before.lastAt);
    }

    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }
}
