package dev.mooring.sandbox.authorization;

import org.jspecify.annotations.Nullable;

/** How the token endpoint answers, once a person has asked for it on the consent page. */
enum Fault {
    NONE("works"),
    INVALID_GRANT("answers invalid_grant"),
    UNAVAILABLE("answers 503"),
    HTML("answers with an HTML page");

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    static Fault named(@Nullable Object name) {
        for (var fault : values()) {
            if (fault.name().equals(name)) {
                return fault;
            }
        }
        return NONE;
    }

    /** What the endpoint does, to go on from "the exchange …". */
    String label() {
        return label;
    }
}
