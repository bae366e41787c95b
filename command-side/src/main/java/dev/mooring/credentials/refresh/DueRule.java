package dev.mooring.credentials.refresh;

import dev.mooring.credentials.generations.HeldTokens;
import java.time.Duration;
import java.time.Instant;

/**
 * When tokens are due for being refreshed (security.md 14): a quarter of an hour before they
 * expire, but not before half of their lifetime; and when somebody needs them for longer than they
 * live. Pure.
 */
public final class DueRule {

    private static final Duration AHEAD = Duration.ofMinutes(15);

    private DueRule() {}

    /**
     * Whether tokens are due.
     *
     * @param needed for how long they are needed. Counts up to nine tenths of their lifetime: new
     *     ones would not be better by much, and asking for more must not mean a refresh each time
     */
    public static boolean isDue(HeldTokens tokens, Instant at, Duration needed) {
        var until = tokens.until();
        if (until == null) {
            return false;
        }
        var lifetime = Duration.between(tokens.since(), until);
        var ahead = shorter(AHEAD, lifetime.dividedBy(2));
        var margin = longer(ahead, shorter(needed, lifetime.dividedBy(10).multipliedBy(9)));
        return !at.isBefore(until.minus(margin));
    }

    /** Whether tokens last as long as they are needed. */
    static boolean suffices(HeldTokens tokens, Instant at, Duration needed) {
        return tokens.isValid(at) && tokens.isValid(at.plus(needed));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
