package dev.mooring.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.sandbox.TestClient.Reply;
import dev.mooring.sandbox.visitor.Answer;
import dev.mooring.sandbox.visitor.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The life of tokens: rotation, reuse, revocation, expiry, and the faults one can rehearse. */
class TokensTest {

    private static Sandbox sandbox;
    private static TestClient client;

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
    void eachRefreshGivesANewRefreshTokenAndTheOldAccessTokenLivesOn() {
        var first = granted(Answer.allow());
        var second = client.refresh(first.text("refresh_token"));
        var third = client.refresh(second.text("refresh_token"));

        assertThat(List.of(first, second, third))
                .extracting(reply -> reply.text("refresh_token"))
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(List.of(first, second, third)).allSatisfy(TokensTest::opensTheApi);
        assertThat(client.api("GET", "/userinfo", first.text("access_token"), "").text("sub"))
                .isEqualTo("ada");
    }

    @Test
    void theReuseOfAReplacedRefreshTokenEndsEverything() {
        var first = granted(Answer.allow());
        var second = client.refresh(first.text("refresh_token"));

        var reused = client.refresh(first.text("refresh_token"));

        assertThat(reused.status()).isEqualTo(400);
        assertThat(reused.text("error")).isEqualTo("invalid_grant");
        assertThat(client.refresh(second.text("refresh_token")).text("error"))
                .isEqualTo("invalid_grant");
        assertThat(List.of(first, second)).noneSatisfy(TokensTest::opensTheApi);
    }

    @Test
    void ofManyRefreshesAtOnceOneSucceeds() throws Exception {
        var token = granted(Answer.allow()).text("refresh_token");
        Callable<Integer> refresh = () -> client.refresh(token).status();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses =
                    threads
                            .invokeAll(IntStream.range(0, 8).mapToObj(_ -> refresh).toList())
                            .stream()
                            .map(Future::resultNow)
                            .toList();

            assertThat(statuses).containsOnlyOnce(200).hasSize(8);
        }
    }

    @Test
    void withoutRotationTheRefreshTokenStays() {
        var first = granted(Answer.allow().with("rotate", "off"));

        var second = client.refresh(first.text("refresh_token"));
        var third = client.refresh(first.text("refresh_token"));

        assertThat(List.of(second, third))
                .allSatisfy(reply -> {
                    assertThat(reply.text("refresh_token")).isEqualTo(first.text("refresh_token"));
                    opensTheApi(reply);
                });
    }

    @Test
    void aRefreshMayAskForLessButNotForMore() {
        var first = granted(Answer.allow().only("contacts.read", "contacts.create"));
        var token = first.text("refresh_token");

        var more =
                client.token(
                        Map.of(
                                "grant_type", "refresh_token",
                                "refresh_token", token,
                                "scope", "contacts.read contacts.delete"));
        var less =
                client.token(
                        Map.of(
                                "grant_type", "refresh_token",
                                "refresh_token", token,
                                "scope", "contacts.read"));

        assertThat(more.text("error")).isEqualTo("invalid_scope");
        assertThat(less.words("scope")).containsExactly("contacts.read");
    }

    @Test
    void revokingTheRefreshTokenEndsEveryAccessToken() {
        var first = granted(Answer.allow());
        var second = client.refresh(first.text("refresh_token"));

        assertThat(client.revoke(second.text("refresh_token")).status()).isEqualTo(200);

        assertThat(List.of(first, second)).noneSatisfy(TokensTest::opensTheApi);
        assertThat(client.refresh(second.text("refresh_token")).text("error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void revokingAnAccessTokenEndsOnlyThatOne() {
        var first = granted(Answer.allow());
        var second = client.refresh(first.text("refresh_token"));

        assertThat(client.revoke(first.text("access_token")).status()).isEqualTo(200);

        assertThat(client.introspect(first.text("access_token")).json().path("active").asBoolean())
                .isFalse();
        opensTheApi(second);
        opensTheApi(client.refresh(second.text("refresh_token")));
    }

    @Test
    void revokingAnUnknownTokenSucceeds() {
        assertThat(client.revoke("unknown").status()).isEqualTo(200);
    }

    @Test
    void introspectionTellsWhatATokenIsGoodFor() {
        var tokens = granted(Answer.allow().only("contacts.read"));

        var told = client.introspect(tokens.text("access_token"));

        assertThat(told.json().path("active").asBoolean()).isTrue();
        assertThat(told.text("sub")).isEqualTo("ada");
        assertThat(told.text("client_id")).isEqualTo(sandbox.clientId());
    }

    @Test
    void lifetimesCanBeSet() {
        try (var brief =
                Sandbox.start(
                        0,
                        Map.of(
                                "access-token-lifetime", "1s",
                                "rotate-refresh-tokens", "false"))) {
            var briefly = new TestClient(brief);
            var tokens =
                    briefly.exchange(new Visitor("linus").allow(briefly.request("contacts.read")));

            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            briefly.api("GET", "/api/contacts", tokens.text("access_token"), "")
                                            .status()
                                    == 401);
            assertThat(briefly.refresh(tokens.text("refresh_token")).text("refresh_token"))
                    .isEqualTo(tokens.text("refresh_token"));
        }
    }

    @Test
    void theExchangeCanBeMadeToFail() {
        var grant = exchange("exchange", "INVALID_GRANT");
        assertThat(grant.status()).isEqualTo(400);
        assertThat(grant.text("error")).isEqualTo("invalid_grant");

        var unavailable = exchange("exchange", "UNAVAILABLE");
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.header("Retry-After")).isEqualTo("1");

        var html = exchange("exchange", "HTML");
        assertThat(html.status()).isEqualTo(200);
        assertThat(html.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void aRefreshCanBeMadeToFailWhileTheAccessTokenServes() {
        var tokens = exchange("refresh", "UNAVAILABLE");

        assertThat(client.refresh(tokens.text("refresh_token")).status()).isEqualTo(503);
        opensTheApi(tokens);
    }

    private static Reply granted(Answer answer) {
        return client.exchange(new Visitor("ada").answer(client.request(TestClient.ALL), answer));
    }

    private static Reply exchange(String field, String fault) {
        return granted(Answer.allow().with(field, fault));
    }

    private static void opensTheApi(Reply tokens) {
        assertThat(client.api("GET", "/api/contacts", tokens.text("access_token"), "").status())
                .isEqualTo(200);
    }
}
