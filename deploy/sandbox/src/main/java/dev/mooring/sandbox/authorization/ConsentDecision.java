package dev.mooring.sandbox.authorization;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;

/** Takes the consent form's answer: keeps the chosen outcome, and turns "deny" into no scopes. */
final class ConsentDecision implements AuthenticationProvider {

    private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

    private final AuthenticationProvider consent;
    private final Authorizations authorizations;

    ConsentDecision(AuthenticationProvider consent, Authorizations authorizations) {
        this.consent = consent;
        this.authorizations = authorizations;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        if (!(authentication instanceof OAuth2AuthorizationConsentAuthenticationToken answer)) {
            return null;
        }
        var outcome = Outcome.of(answer.getAdditionalParameters());
        var authorization = authorizations.findByToken(answer.getState(), STATE);
        if (authorization != null
                && authorization.getPrincipalName().equals(authentication.getName())) {
            authorizations.save(outcome.keptWith(authorization));
        }
        return consent.authenticate(outcome.allowed() ? answer : withoutScopes(answer));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return consent.supports(authentication);
    }

    private static Authentication withoutScopes(
            OAuth2AuthorizationConsentAuthenticationToken answer) {
        var denied =
                new OAuth2AuthorizationConsentAuthenticationToken(
                        answer.getAuthorizationUri(),
                        answer.getClientId(),
                        (Authentication) answer.getPrincipal(),
                        answer.getState(),
                        Set.of(),
                        answer.getAdditionalParameters());
        denied.setDetails(answer.getDetails());
        return denied;
    }
}
