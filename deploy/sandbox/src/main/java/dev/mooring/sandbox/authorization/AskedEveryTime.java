package dev.mooring.sandbox.authorization;

import dev.mooring.sandbox.OnlyInSandbox;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.stereotype.Component;

/** Remembers no consent, so that every request is asked about anew. */
@OnlyInSandbox
@Component
class AskedEveryTime implements OAuth2AuthorizationConsentService {

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        // Consent holds for one authorization, which keeps it itself.
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        // Nothing was kept.
    }

    @Override
    public @Nullable OAuth2AuthorizationConsent findById(
            String registeredClientId, String principalName) {
        return null;
    }
}
