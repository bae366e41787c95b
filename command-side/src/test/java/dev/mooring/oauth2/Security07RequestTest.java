package dev.mooring.oauth2;

import static dev.mooring.oauth2.Fixtures.BINDINGS;
import static dev.mooring.oauth2.Fixtures.NONCE;
import static dev.mooring.oauth2.Fixtures.STATE;
import static dev.mooring.oauth2.Fixtures.VERIFIER;
import static dev.mooring.oauth2.Fixtures.client;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mooring.language.service.Auth;
import dev.mooring.outbound.OutboundRequest;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** security.md 7: what is asked, and that no service definition can change it. */
class Security07RequestTest {

    private static final List<String> SCOPES = List.of("contacts.read", "contacts.write");
    private static final String AUTHORIZE = "https://login.example/authorize";

    @Test
    void security_7_theRequestCarriesTheChallengeAndNeverTheVerifier() throws Exception {
        var uri = AuthorizationRequests.uri(client(), SCOPES, BINDINGS);
        var digest =
                MessageDigest.getInstance("SHA-256").digest(VERIFIER.value().getBytes(US_ASCII));

        assertThat(uri.toString()).startsWith(AUTHORIZE + "?").doesNotContain(VERIFIER.value());
        assertThat(query(uri))
                .containsOnly(
                        Map.entry("response_type", List.of("code")),
                        Map.entry("client_id", List.of("client")),
                        Map.entry(
                                "redirect_uri", List.of("https://mooring.example/callback/reg_1")),
                        Map.entry("scope", List.of("contacts.read contacts.write")),
                        Map.entry("state", List.of(STATE.value())),
                        Map.entry(
                                "code_challenge",
                                List.of(
                                        Base64.getUrlEncoder()
                                                .withoutPadding()
                                                .encodeToString(digest))),
                        Map.entry("code_challenge_method", List.of("S256")));
    }

    @Test
    void security_7_onlyAServiceKnownNotToSupportItGoesWithoutPkce() {
        var client =
                client(service ->
                        service.with(AUTHORIZE, Auth.Pkce.UNSUPPORTED, " ", Map.of(), Map.of()));

        assertThat(query(AuthorizationRequests.uri(client, SCOPES, BINDINGS)))
                .doesNotContainKeys("code_challenge", "code_challenge_method");
        assertThat(body(TokenRequests.exchange(client, "c", VERIFIER)))
                .doesNotContainKey("code_verifier");
        assertThat(Auth.Pkce.values()).hasSize(2);
    }

    @Test
    void security_7_aNonceGoesAlongWhereAnIdTokenIsDue() {
        var openId = client(Fixtures.Service::openId);

        assertThat(query(AuthorizationRequests.uri(openId, List.of("openid"), BINDINGS)))
                .containsEntry("nonce", List.of(NONCE.value()));
        assertThat(query(AuthorizationRequests.uri(openId, List.of("other"), BINDINGS)))
                .doesNotContainKey("nonce");
        assertThat(query(AuthorizationRequests.uri(client(), List.of("openid"), BINDINGS)))
                .doesNotContainKey("nonce");
    }

    @Test
    void aServiceMayHaveItsOwnSeparatorParametersAndQuery() {
        var client =
                client(service ->
                        service.with(
                                AUTHORIZE + "?tenant=a%26b",
                                Auth.Pkce.S256,
                                ",",
                                Map.of("access_type", "offline", "prompt", "consent"),
                                Map.of("audience", "https://api.example")));

        assertThat(query(AuthorizationRequests.uri(client, SCOPES, BINDINGS)))
                .containsEntry("scope", List.of("contacts.read,contacts.write"))
                .containsEntry("access_type", List.of("offline"))
                .containsEntry("prompt", List.of("consent"))
                .containsEntry("tenant", List.of("a&b"));
        assertThat(body(TokenRequests.exchange(client, "c", VERIFIER)))
                .containsEntry("audience", List.of("https://api.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state",
                "STATE",
                "redirect_uri",
                "Redirect_Uri",
                "client_id",
                "client_secret",
                "response_type",
                "response_mode",
                "scope",
                "nonce",
                "code_challenge",
                "code_challenge_method",
                "request",
                "request_uri",
                "code",
                "code_verifier",
                "grant_type",
                "refresh_token",
                "client_assertion",
                "client_assertion_type",
                "username",
                "password",
                "iss"
            })
    void security_7_extraParametersCannotSetWhatTheProtocolSets(String name) {
        var evil = Map.of(name, "evil");
        var authorize = varied(AUTHORIZE, evil, Map.of());
        var query = varied(AUTHORIZE + "?" + name + "=evil", Map.of(), Map.of());
        var token = varied(AUTHORIZE, Map.of(), evil);

        assertThatThrownBy(() -> AuthorizationRequests.uri(authorize, SCOPES, BINDINGS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuthorizationRequests.uri(query, SCOPES, BINDINGS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenRequests.exchange(token, "c", VERIFIER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenRequests.refresh(token, "r"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExchangeCarriesCodeVerifierAndRedirectUri() {
        var request = TokenRequests.exchange(client(), "the code/+", VERIFIER);

        assertThat(request.uri()).hasToString("https://login.example/token");
        assertThat(request.headers()).containsEntry("Accept", "application/json");
        assertThat(body(request))
                .containsOnly(
                        Map.entry("grant_type", List.of("authorization_code")),
                        Map.entry("code", List.of("the code/+")),
                        Map.entry("code_verifier", List.of(VERIFIER.value())),
                        Map.entry(
                                "redirect_uri", List.of("https://mooring.example/callback/reg_1")));
    }

    @Test
    void aRefreshCarriesTheRefreshTokenAlone() {
        assertThat(body(TokenRequests.refresh(client(), "r1")))
                .containsOnly(
                        Map.entry("grant_type", List.of("refresh_token")),
                        Map.entry("refresh_token", List.of("r1")));
    }

    /** RFC 6749 §2.3.1: id and secret are form-encoded before they are joined. */
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "client, s3cret, client:s3cret",
        "a:b, p:q, a%3Ab:p%3Aq",
        "'a b', 'p+q%ä', a+b:p%2Bq%25%C3%A4",
    })
    void basicAuthenticationIsFormEncodedFirst(String id, String secret, String joined) {
        var client = client(s -> s.withClient(Auth.ClientAuthentication.BASIC, id, secret));
        var request = TokenRequests.refresh(client, "r");
        var header = request.headers().get("Authorization");

        assertThat(header).startsWith("Basic ");
        assertThat(new String(Base64.getDecoder().decode(header.substring(6)), US_ASCII))
                .isEqualTo(joined);
        assertThat(body(request)).doesNotContainKeys("client_id", "client_secret");
    }

    @Test
    void postAuthenticationGoesIntoTheBody() {
        var client = client(s -> s.withClient(Auth.ClientAuthentication.POST, "id", "p&q"));
        var request = TokenRequests.exchange(client, "c", VERIFIER);

        assertThat(request.headers()).doesNotContainKey("Authorization");
        assertThat(body(request))
                .containsEntry("client_id", List.of("id"))
                .containsEntry("client_secret", List.of("p&q"));
    }

    @Test
    void aPublicClientNamesItself() {
        var client = client(s -> s.withClient(Auth.ClientAuthentication.NONE, "id", ""));

        for (var request :
                List.of(
                        TokenRequests.exchange(client, "c", VERIFIER),
                        TokenRequests.revokeAccessToken(client, "a"))) {
            assertThat(request.headers()).doesNotContainKey("Authorization");
            assertThat(body(request))
                    .containsEntry("client_id", List.of("id"))
                    .doesNotContainKey("client_secret");
        }
        assertThat(body(TokenRequests.refresh(client, "r")))
                .containsEntry("client_id", List.of("id"));
    }

    @Test
    void aConfidentialClientNeedsItsSecret() {
        var service = client().service();

        assertThatThrownBy(() ->
                        new OAuth2Client(service, "id", null, URI.create("https://m.example/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRevocationNamesTheTokenAndItsKind() {
        assertThat(body(TokenRequests.revokeRefreshToken(client(), "r")))
                .containsOnly(
                        Map.entry("token", List.of("r")),
                        Map.entry("token_type_hint", List.of("refresh_token")));
        assertThat(body(TokenRequests.revokeAccessToken(client(), "a")))
                .containsEntry("token_type_hint", List.of("access_token"));
    }

    @Test
    void security_17_nothingSecretIsPrinted() {
        var request = TokenRequests.exchange(client(), "s3cret-code", VERIFIER);

        assertThat(request + " " + client() + " " + BINDINGS)
                .doesNotContain("s3cret", VERIFIER.value(), STATE.value(), NONCE.value());
    }

    private static OAuth2Client varied(
            String authorizeUrl, Map<String, String> authorize, Map<String, String> token) {
        return client(s -> s.with(authorizeUrl, Auth.Pkce.S256, " ", authorize, token));
    }

    private static Map<String, List<String>> query(URI uri) {
        return URLUtils.parseParameters(uri.getRawQuery());
    }

    private static Map<String, List<String>> body(OutboundRequest request) {
        return URLUtils.parseParameters(request.body().text());
    }
}
