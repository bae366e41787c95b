package dev.mooring.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.sandbox.visitor.Answer;
import dev.mooring.sandbox.visitor.Visitor;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the authorization request to the tokens: sign-in, consent, code, PKCE. */
class AuthorizingTest {

    private static Sandbox sandbox;
    private static TestClient client;

    private static final Pattern STATE_FIELD = Pattern.compile("name=\"state\" value=\"([^\"]+)\"");

    private final Visitor ada = new Visitor("ada");

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(0);
        client = new TestClient(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void aPersonSignsInConsentsAndTheClientGetsTokens() {
        var answer = ada.allow(client.request(TestClient.ALL, "nonce", "n-1"));

        assertThat(answer.toString()).startsWith(TestClient.CALLBACK + "?");
        assertThat(TestClient.parameters(answer))
                .containsEntry("state", "state-1 &?")
                .containsEntry("iss", sandbox.issuer().toString())
                .containsOnlyKeys("code", "state", "iss");

        var tokens = client.exchange(answer);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.text("token_type")).isEqualTo("Bearer");
        assertThat(tokens.text("refresh_token")).isNotEmpty();
        assertThat(tokens.json().path("expires_in").asInt()).isBetween(298, 300);
        assertThat(tokens.words("scope")).containsExactlyInAnyOrder(TestClient.ALL.split(" "));

        var userInfo = client.api("GET", "/userinfo", tokens.text("access_token"), "");
        assertThat(userInfo.text("sub")).isEqualTo("ada");
        assertThat(userInfo.text("name")).isEqualTo("Ada");
        assertThat(userInfo.text("email")).isEqualTo("ada@sandbox.example");
    }

    @Test
    void theClientMayAuthenticateInTheBody() {
        var answer = ada.allow(client.request("contacts.read"));

        var tokens =
                client.post(
                        "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                TestClient.parameters(answer).get("code"),
                                "redirect_uri",
                                TestClient.CALLBACK,
                                "code_verifier",
                                TestClient.VERIFIER,
                                "client_id",
                                sandbox.clientId(),
                                "client_secret",
                                sandbox.clientSecret()),
                        false);

        assertThat(tokens.status()).isEqualTo(200);
    }

    @Test
    void aWrongClientSecretIsRefused() {
        var answer = ada.allow(client.request("contacts.read"));

        var tokens =
                client.post(
                        "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                TestClient.parameters(answer).get("code"),
                                "redirect_uri",
                                TestClient.CALLBACK,
                                "code_verifier",
                                TestClient.VERIFIER,
                                "client_id",
                                sandbox.clientId(),
                                "client_secret",
                                "wrong"),
                        false);

        assertThat(tokens.status()).isEqualTo(401);
        assertThat(tokens.text("error")).isEqualTo("invalid_client");
    }

    @Test
    void aWrongVerifierIsRefused() {
        var answer = ada.allow(client.request("contacts.read"));

        var tokens = client.exchange(answer, "code_verifier", TestClient.VERIFIER + "x");

        assertThat(tokens.status()).isEqualTo(400);
        assertThat(tokens.text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void aRequestWithoutPkceOrWithThePlainMethodIsRefused() {
        var without =
                client.request("contacts.read", "code_challenge", "", "code_challenge_method", "");
        var plain = client.request("contacts.read", "code_challenge_method", "plain");

        for (var request : new URI[] {without, plain}) {
            assertThat(TestClient.parameters(ada.allow(request)))
                    .containsEntry("error", "invalid_request")
                    .containsEntry("iss", sandbox.issuer().toString());
        }
    }

    @Test
    void anUnknownScopeIsRefused() {
        assertThat(TestClient.parameters(ada.allow(client.request("contacts.read everything"))))
                .containsEntry("error", "invalid_scope")
                .containsEntry("state", "state-1 &?");
    }

    @Test
    void denyingGivesAccessDeniedWithStateAndIssuer() {
        assertThat(TestClient.parameters(ada.deny(client.request(TestClient.ALL))))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "state-1 &?")
                .containsEntry("iss", sandbox.issuer().toString())
                .doesNotContainKey("code");
    }

    @Test
    void fewerScopesThanAskedForCanBeGiven() {
        var answer =
                ada.answer(client.request(TestClient.ALL), Answer.allow().only("contacts.read"));

        assertThat(client.exchange(answer).words("scope"))
                .containsExactlyInAnyOrder("openid", "contacts.read");
    }

    @Test
    void moreScopesThanAskedForCannotBeGiven() {
        var answer =
                ada.answer(
                        client.request("contacts.read"),
                        Answer.allow().only("contacts.read", "contacts.delete"));

        assertThat(TestClient.parameters(answer)).containsEntry("error", "invalid_scope");
    }

    @Test
    void consentIsAskedEveryTimeAndAnotherAccountCanBeTaken() {
        var first = client.exchange(ada.allow(client.request(TestClient.ALL)));
        ada.switchTo("grace");
        var second = client.exchange(ada.allow(client.request(TestClient.ALL)));

        assertThat(client.api("GET", "/userinfo", first.text("access_token"), "").text("sub"))
                .isEqualTo("ada");
        assertThat(client.api("GET", "/userinfo", second.text("access_token"), "").text("sub"))
                .isEqualTo("grace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "select_account", "login consent"})
    void aRequestCanInsistOnSigningIn(String prompt) {
        ada.allow(client.request("contacts.read"));
        var answer = ada.allow(client.request("openid contacts.read", "prompt", prompt));

        assertThat(client.exchange(answer).status()).isEqualTo(200);
    }

    @Test
    void twoRequestsInOneBrowserDoNotAnswerEachOther() {
        var other = "http://localhost:9000/callback/other";
        var first = ada.allow(client.request("contacts.read", "prompt", "login"));
        var second = ada.allow(client.request("contacts.read", "redirect_uri", other));

        assertThat(first.toString()).startsWith(TestClient.CALLBACK);
        assertThat(second.toString()).startsWith(other);
    }

    @Test
    void aSecondUseOfACodeIsRefusedAndEndsTheTokens() {
        var answer = ada.allow(client.request("contacts.read"));
        var tokens = client.exchange(answer);

        var again = client.exchange(answer);

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("error")).isEqualTo("invalid_grant");
        assertThat(client.api("GET", "/api/contacts", tokens.text("access_token"), "").status())
                .isEqualTo(401);
        assertThat(client.refresh(tokens.text("refresh_token")).text("error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void aCodeIsGoodForItsOwnRedirectUriOnly() {
        var answer = ada.allow(client.request("contacts.read"));

        assertThat(
                        client.exchange(
                                        answer,
                                        "redirect_uri",
                                        "http://127.0.0.1:8484/callback/other")
                                .text("error"))
                .isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/callback/a",
                "http://127.0.0.1/callback/reg_9-x.y~z",
                "http://localhost:65535/callback/a"
            })
    void loopbackCallbacksAreAccepted(String redirectUri) {
        assertThat(
                        ada.allow(client.request("contacts.read", "redirect_uri", redirectUri))
                                .toString())
                .startsWith(redirectUri + "?code=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:8484/callback/a",
                "http://example.com/callback/a",
                "http://localhost.example.com/callback/a",
                "http://127.0.0.1.example.com/callback/a",
                "http://127.0.0.1:8484@example.com/callback/a",
                "http://example.com#@127.0.0.1/callback/a",
                "http://127.0.0.1:8484/elsewhere/a",
                "http://127.0.0.1:8484/callback/",
                "http://127.0.0.1:8484/callback/..",
                "http://127.0.0.1:8484/callback/a/b",
                "http://127.0.0.1:8484/callback/a?b=c",
                "http://127.0.0.1:8484/callback/a#b",
                "http://127.0.0.1:8484/callback/%2e%2e",
                "http://127.0.0.1:8484\\callback\\a",
                "http://2130706433/callback/a",
                "http://[::1]:8484/callback/a"
            })
    void otherRedirectUrisKeepThePersonHere(String redirectUri) {
        var request = client.request("contacts.read", "redirect_uri", redirectUri);

        assertThatThrownBy(() -> ada.allow(request))
                .hasMessageStartingWith("400 at /oauth2/authorize")
                .hasMessageContaining("redirect_uri has to be");
    }

    @Test
    void aMissingRedirectUriKeepsThePersonHere() {
        var request = client.request("contacts.read", "redirect_uri", "");

        assertThatThrownBy(() -> ada.allow(request)).hasMessageStartingWith("400");
    }

    @Test
    void aSlowAnswerShowsAPageThatGoesOnByItself() {
        var answer =
                ada.answer(client.request("contacts.read"), Answer.allow().with("answer", "slow"));

        assertThat(client.exchange(answer).status()).isEqualTo(200);
    }

    @Test
    void nobodySeesTheConsentPageOfAnotherAccount() {
        var state = STATE_FIELD.matcher(ada.look(client.request("contacts.read")));
        assertThat(state.find()).isTrue();
        var grace = new Visitor("grace");
        grace.allow(client.request("contacts.read"));

        assertThatThrownBy(() -> grace.look(sandbox.url("/consent?state=" + state.group(1))))
                .hasMessageStartingWith("404 at /consent");
    }

    @Test
    void theConsentPageGroupsScopesByWhatTheyPermit() {
        assertThat(ada.look(client.request(TestClient.ALL)))
                .containsSubsequence(
                        "<legend>Create</legend>",
                        "value=\"contacts.create\"",
                        "<legend>Read</legend>",
                        "value=\"profile\"",
                        "value=\"contacts.read\"",
                        "<legend>Update</legend>",
                        "value=\"contacts.update\"",
                        "<legend>Delete</legend>",
                        "value=\"contacts.delete\"")
                .doesNotContain("files.", "<script", "style=");
    }
}
