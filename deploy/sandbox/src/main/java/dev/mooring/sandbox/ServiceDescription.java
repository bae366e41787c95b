package dev.mooring.sandbox;

import dev.mooring.sandbox.scope.Access;
import dev.mooring.sandbox.scope.Scope;
import dev.mooring.sandbox.scope.Scopes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * This service in the form in which Mooring's HTTP API takes one.
 *
 * @param auth where and how to authorize
 * @param scopes what can be asked for
 * @param api where the access tokens are good for
 */
record ServiceDescription(
        String name,
        String linkName,
        String description,
        String category,
        Auth auth,
        List<Permission> scopes,
        Api api) {

    /**
     * @param rotation {@code strict}: a replaced refresh token ends the authorization
     */
    record Auth(
            String type,
            String authorizeUrl,
            String tokenUrl,
            String revokeUrl,
            String userinfoUrl,
            String issuer,
            String clientId,
            String clientSecret,
            String clientAuthentication,
            String pkce,
            String rotation,
            String scopeSeparator,
            Map<String, String> authorizeParameters,
            Map<String, String> tokenParameters) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Auth[type=%s, issuer=%s, clientId=%s]".formatted(type, issuer, clientId);
        }
    }

    record Permission(String name, String description, List<String> access) {

        private static Permission of(Scope scope) {
            return new Permission(
                    scope.name(),
                    scope.description(),
                    List.of(scope.access().name().toLowerCase(Locale.ROOT)));
        }
    }

    record Api(List<String> baseUrls) {}

    static ServiceDescription of(SandboxProperties properties) {
        return new ServiceDescription(
                "Sandbox",
                "sandbox",
                "An OAuth2 service on this computer to try things with",
                "development",
                new Auth(
                        "oauth2_authorization_code",
                        properties.url("/oauth2/authorize"),
                        properties.url("/oauth2/token"),
                        properties.url("/oauth2/revoke"),
                        properties.url("/userinfo"),
                        properties.issuer().toString(),
                        properties.clientId(),
                        properties.clientSecret(),
                        "basic",
                        "S256",
                        properties.rotateRefreshTokens() ? "strict" : "none",
                        " ",
                        Map.of(),
                        Map.of()),
                Stream.concat(
                                Stream.of(
                                        new Scope(
                                                Scopes.OPENID,
                                                "Know which account it is",
                                                Access.READ)),
                                Scopes.all().stream())
                        .map(Permission::of)
                        .toList(),
                new Api(List.of(properties.url("/api"))));
    }
}
