package dev.mooring.erasing;

/**
 * What an erasure does one after the other (security.md 20). Each may be done again from its
 * beginning, and is where nobody knows whether it came to its end.
 */
enum Step {
    /** Connections are deleted, authorizations revoked. */
    ENDING_CONNECTIONS("ending_connections"),
    /** Credentials are revoked at their services, as far as those answer, and destroyed. */
    DESTROYING_CREDENTIALS("destroying_credentials"),
    /** The user's key is destroyed, and every node notices. */
    DESTROYING_KEY("destroying_key"),
    /** Views, look-ups and answers that were kept let go of him. */
    PURGING("purging"),
    /** Nothing is left to do. */
    DONE("done");

    private final String code;

    Step(String code) {
        this.code = code;
    }

    /** As it is stored and shown. */
    String code() {
        return code;
    }

    /** The one after it. */
    Step next() {
        return switch (this) {
            case ENDING_CONNECTIONS -> DESTROYING_CREDENTIALS;
            case DESTROYING_CREDENTIALS -> DESTROYING_KEY;
            case DESTROYING_KEY -> PURGING;
            case PURGING, DONE -> DONE;
        };
    }

    static Step of(String code) {
        for (var step : values()) {
            if (step.code.equals(code)) {
                return step;
            }
        }
        throw new IllegalStateException("an erasure is at a step that this version does not know");
    }
}
