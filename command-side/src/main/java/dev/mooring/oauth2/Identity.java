package dev.mooring.oauth2;

import dev.mooring.outbound.Outcome;
import org.jspecify.annotations.Nullable;

/** Who granted, as far as the service says. */
public sealed interface Identity {

    /**
     * The service names the account.
     *
     * @param subject the account's id at the service, stable and unique there; personal
     * @param label what a person would recognise the account by, cleaned; personal
     */
    record Known(String subject, @Nullable String label) implements Identity {

        @Override
        public String toString() {
            return "Known[…]";
        }
    }

    /** The service does not say: neither an id token is due nor is there a userinfo endpoint. */
    record NotTold() implements Identity {}

    /** The id token is missing or does not stand up; the tokens must not be used. */
    record Forged(IdTokens.@Nullable Fault fault) implements Identity {}

    /** Userinfo names another subject than the id token (OIDC Core §5.3.2); not to be used. */
    record Contradicted() implements Identity {}

    /** Keys or userinfo could not be had, or are not what the protocol says. */
    record Unavailable(Step step, @Nullable Outcome outcome) implements Identity {}

    /** Where it was asked. */
    enum Step {
        KEYS,
        USERINFO
    }
}
