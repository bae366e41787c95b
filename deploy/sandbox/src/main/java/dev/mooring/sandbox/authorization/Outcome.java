package dev.mooring.sandbox.authorization;

import java.io.Serializable;
import java.util.Map;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

/**
 * What the person chose to happen next on the consent page. It stays with the authorization.
 *
 * @param allowed whether any permission is given
 * @param slow whether the answer is held back
 * @param rotates whether each refresh gives a new refresh token and ends the old one
 * @param exchange how the exchange of the code is answered
 * @param refresh how every refresh is answered
 */
record Outcome(boolean allowed, boolean slow, boolean rotates, Fault exchange, Fault refresh)
        implements Serializable {

    private static final String ATTRIBUTE = Outcome.class.getName();

    /** Reads the consent form; what it lacks is the plain course of things. */
    static Outcome of(Map<String, ?> form) {
        return new Outcome(
                !"deny".equals(form.get("decision")),
                "slow".equals(form.get("answer")),
                "on".equals(form.get("rotate")),
                Fault.named(form.get("exchange")),
                Fault.named(form.get("refresh")));
    }

    /** The outcome chosen for an authorization that has been consented to. */
    static Outcome of(OAuth2Authorization authorization) {
        Outcome outcome = authorization.getAttribute(ATTRIBUTE);
        if (outcome == null) {
            throw new IllegalStateException("every grant passes the consent page");
        }
        return outcome;
    }

    OAuth2Authorization keptWith(OAuth2Authorization authorization) {
        return OAuth2Authorization.from(authorization).attribute(ATTRIBUTE, this).build();
    }
}
