package dev.mooring.oauth2;

import dev.mooring.language.service.Auth;
import dev.mooring.outbound.Headers;
import dev.mooring.outbound.Outbound;
import dev.mooring.outbound.OutboundRequest;
import dev.mooring.outbound.Outcome;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A service, a client of it, and an outbound that plays answers and remembers requests. */
final class Fixtures {

    static final OneTimeSecret STATE = new OneTimeSecret("S".repeat(43));
    static final OneTimeSecret VERIFIER = new OneTimeSecret("V".repeat(43));
    static final OneTimeSecret NONCE = new OneTimeSecret("N".repeat(43));
    static final AuthorizationRequests.Bindings BINDINGS =
            new AuthorizationRequests.Bindings(STATE, VERIFIER, NONCE);
    static final String ISSUER = "https://login.example";

    private Fixtures() {}

    /** What a test varies in a service. */
    record Service(
            String authorizeUrl,
            @Nullable String refreshUrl,
            @Nullable String revokeUrl,
            @Nullable String userinfoUrl,
            @Nullable String issuer,
            @Nullable String jwksUrl,
            boolean issuerInResponse,
            Auth.ClientAuthentication authentication,
            Auth.Pkce pkce,
            String separator,
            Map<String, String> authorizeParameters,
            Map<String, String> tokenParameters,
            String clientId,
            String secret) {

        static Service plain() {
            return new Service(
                    "https://login.example/authorize",
                    null,
                    "https://login.example/revoke",
                    null,
                    null,
                    null,
                    false,
                    Auth.ClientAuthentication.BASIC,
                    Auth.Pkce.S256,
                    " ",
                    Map.of(),
                    Map.of(),
                    "client",
                    "s3cret");
        }

        Service openId() {
            return new Service(
                    authorizeUrl,
                    refreshUrl,
                    revokeUrl,
                    userinfoUrl,
                    ISSUER,
                    "https://login.example/jwks",
                    issuerInResponse,
                    authentication,
                    pkce,
                    separator,
                    authorizeParameters,
                    tokenParameters,
                    clientId,
                    secret);
        }

        Service withUserinfo() {
            return new Service(
                    authorizeUrl,
                    refreshUrl,
                    revokeUrl,
                    "https://login.example/userinfo",
                    issuer,
                    jwksUrl,
                    issuerInResponse,
                    authentication,
                    pkce,
                    separator,
                    authorizeParameters,
                    tokenParameters,
                    clientId,
                    secret);
        }

        Service withIssuer(@Nullable String issuer, boolean promised) {
            return new Service(
                    authorizeUrl,
                    refreshUrl,
                    revokeUrl,
                    userinfoUrl,
                    issuer,
                    jwksUrl,
                    promised,
                    authentication,
                    pkce,
                    separator,
                    authorizeParameters,
                    tokenParameters,
                    clientId,
                    secret);
        }

        Service withClient(Auth.ClientAuthentication method, String id, String secret) {
            return new Service(
                    authorizeUrl,
                    refreshUrl,
                    revokeUrl,
                    userinfoUrl,
                    issuer,
                    jwksUrl,
                    issuerInResponse,
                    method,
                    pkce,
                    separator,
                    authorizeParameters,
                    tokenParameters,
                    id,
                    secret);
        }

        Service with(
                String authorizeUrl,
                Auth.Pkce pkce,
                String separator,
                Map<String, String> authorizeParameters,
                Map<String, String> tokenParameters) {
            return new Service(
                    authorizeUrl,
                    refreshUrl,
                    revokeUrl,
                    userinfoUrl,
                    issuer,
                    jwksUrl,
                    issuerInResponse,
                    authentication,
                    pkce,
                    separator,
                    authorizeParameters,
                    tokenParameters,
                    clientId,
                    secret);
        }

        OAuth2Client client() {
            return new OAuth2Client(
                    new Auth.OAuth2AuthorizationCode(
                            authorizeUrl,
                            "https://login.example/token",
                            refreshUrl,
                            revokeUrl,
                            userinfoUrl,
                            issuer,
                            jwksUrl,
                            issuerInResponse,
                            authentication,
                            pkce,
                            Auth.Rotation.UNKNOWN,
                            separator,
                            authorizeParameters,
                            tokenParameters),
                    clientId,
                    authentication == Auth.ClientAuthentication.NONE ? null : secret,
                    URI.create("https://mooring.example/callback/reg_1"));
        }
    }

    static OAuth2Client client(UnaryOperator<Service> varied) {
        return varied.apply(Service.plain()).client();
    }

    static OAuth2Client client() {
        return Service.plain().client();
    }

    static Outcome json(int status, String body) {
        return answered(status, "application/json", body);
    }

    static Outcome answered(int status, String mediaType, String body) {
        return new Outcome.Answered(
                status, new Headers(Map.of("Content-Type", List.of(mediaType))), body);
    }

    /** Plays the outcomes in turn; a request too many fails the test. */
    static final class Played implements Outbound {

        final List<OutboundRequest> requests = new ArrayList<>();
        private final Queue<Outcome> outcomes;

        Played(Outcome... outcomes) {
            this.outcomes = new ArrayDeque<>(List.of(outcomes));
        }

        @Override
        public Outcome send(OutboundRequest request) {
            requests.add(request);
            return outcomes.remove();
        }
    }
}
