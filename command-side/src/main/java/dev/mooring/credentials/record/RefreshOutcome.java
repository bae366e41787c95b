package dev.mooring.credentials.record;

import dev.mooring.language.activity.RefreshEvent.RefreshFailed;

/** Why a sending of a refresh token brought no next generation. */
public enum RefreshOutcome {
    /** Nothing has left. */
    NOT_SENT("not_sent"),
    /** The service refused, in the protocol's terms. */
    REFUSED("refused"),
    /** The service was overloaded or broken and did not act. */
    TRY_LATER("try_later"),
    /** It was sent, and no answer that can be relied on came back. */
    UNKNOWN("unknown"),
    /** Tokens came, and another sending had brought the next generation before. */
    SUPERSEDED("superseded");

    private final String code;

    RefreshOutcome(String code) {
        this.code = code;
    }

    static RefreshOutcome of(RefreshFailed event) {
        for (var outcome : values()) {
            if (outcome.code.equals(event.outcome())) {
                return outcome;
            }
        }
        return UNKNOWN;
    }

    String code() {
        return code;
    }

    /** Whether the service certainly did nothing, or what it did is at hand. */
    boolean isKnown() {
        return this != UNKNOWN;
    }
}
