package dev.mooring.sandbox.authorization;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Says that the token endpoint is to answer as the person asked on the consent page. */
final class RehearsedFault extends OAuth2AuthenticationException {

    private final Fault fault;

    RehearsedFault(Fault fault) {
        super(
                new OAuth2Error(
                        OAuth2ErrorCodes.INVALID_GRANT,
                        "Chosen on the sandbox's consent page",
                        null));
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
