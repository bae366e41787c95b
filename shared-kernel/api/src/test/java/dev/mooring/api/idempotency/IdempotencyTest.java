package dev.mooring.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.mongodb.client.MongoDatabase;
import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.api.sample.SampleTest;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class IdempotencyTest extends SampleTest {

    @Autowired MongoDatabase database;
    @Autowired Idempotency idempotency;

    @BeforeEach
    void fresh() {
        database.getCollection("idempotency").deleteMany(new org.bson.Document());
        writes.work = UnaryOperator.identity();
        writes.runs.set(0);
    }

    @Test
    void security28ARepeatedRequestGetsTheFirstAnswerAndIsNotWorkedOnAgain() {
        var first =
                made(
                        post("k1", "{\"name\":\"a\"}")
                                .expectHeader()
                                .doesNotExist("Idempotency-Replayed"));
        var again =
                made(
                        post("k1", "{\"name\":\"a\"}")
                                .expectHeader()
                                .valueEquals("Idempotency-Replayed", "true")
                                .expectHeader()
                                .valueEquals("Location", "/v1/things/thg_a1")
                                .expectHeader()
                                .valueEquals("ETag", "\"1\"")
                                .expectHeader()
                                .valueEquals("Mooring-Position", "11"));
        assertThat(again).isEqualTo(first);
        assertThat(writes.runs).hasValue(1);
    }

    @Test
    void withoutAKeyEveryRequestIsItsOwn() {
        assertThat(commitId(made(post(null, "{\"name\":\"a\"}"))))
                .isNotEqualTo(commitId(made(post(null, "{\"name\":\"a\"}"))));
    }

    @Test
    void security28AnotherBodyUnderTheSameKeyIsRefused() {
        made(post("k1", "{\"name\":\"a\"}"));
        refused(post("k1", "{\"name\":\"b\"}"), 422, "idempotency.key_reused");
    }

    @Test
    void security28AnotherUserPathOrPreconditionUnderTheSameKeyIsAnotherRequest() {
        delete("k1", "thg_1", "ann").expectStatus().isNoContent();
        delete("k1", "thg_1", "ann").expectStatus().isNoContent();
        refused(delete("k1", "thg_2", "ann"), 422, "idempotency.key_reused");
        refused(delete("k1", "thg_1", "bob"), 422, "idempotency.key_reused");
    }

    @Test
    void security28KeysOfTwoPrincipalsWorkspacesOrRoutesDoNotMeet() {
        var other =
                with(
                        Principal.key(
                                "wsp_b",
                                "key_all2",
                                Set.of(Scope.CONNECTIONS_WRITE),
                                null,
                                new ActsFor.Anyone()));
        var one = commitId(made(post("k1", "{\"name\":\"a\"}")));
        var two = commitId(made(post(other, "k1", "{\"name\":\"b\"}")));
        delete("k1", "thg_1", "ann").expectStatus().isNoContent();
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void security28TheStoredAnswerHoldsNoSecretAndARepeatedRequestGetsANewOne() {
        var first = ticket();
        var second = ticket();
        assertThat(first).contains("secret-ticket-1");
        assertThat(second).contains("secret-ticket-2");
        assertThat(database.getCollection("idempotency").find().first().toJson())
                .contains("tic_1")
                .doesNotContain("secret-ticket");
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        writes.work =
                id -> {
                    throw Refusal.of(ErrorCode.LINK_NAME_TAKEN);
                };
        refused(post("k1", "{\"name\":\"a\"}"), 409, "link_name.taken");
        writes.work = UnaryOperator.identity();
        made(post("k1", "{\"name\":\"b\"}"));
    }

    @Test
    void aRequestWithAnUnknownOutcomeCanBeRepeatedUnderTheSameCommitIdAndNoOther() {
        writes.work =
                id -> {
                    throw new IllegalStateException("lost");
                };
        post("k1", "{\"name\":\"a\"}").expectStatus().isEqualTo(500);
        refused(post("k1", "{\"name\":\"b\"}"), 422, "idempotency.key_reused");
        writes.work = UnaryOperator.identity();
        var answer = made(post("k1", "{\"name\":\"a\"}"));
        assertThat(writes.runs).hasValue(2);
        database.getCollection("idempotency").deleteMany(new org.bson.Document());
        assertThat(commitId(made(post("k1", "{\"name\":\"a\"}")))).isEqualTo(commitId(answer));
    }

    @Test
    void ofTwoAtOnceOneWorksAndTheOtherIsTold() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        writes.work =
                id -> {
                    entered.countDown();
                    try {
                        leave.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return id;
                };
        var first =
                CompletableFuture.supplyAsync(
                        () -> made(post("k1", "{\"name\":\"a\"}")), Thread::startVirtualThread);
        entered.await();
        refused(post("k1", "{\"name\":\"a\"}"), 409, "idempotency.in_progress");
        leave.countDown();
        var answer = first.get();
        assertThat(made(post("k1", "{\"name\":\"a\"}"))).isEqualTo(answer);
        assertThat(writes.runs).hasValue(1);
    }

    @Test
    void ofManyAtOnceExactlyOneWorks() throws Exception {
        var client = key();
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 20; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(
                            () ->
                                    post(client, "k1", "{\"name\":\"a\"}")
                                            .returnResult(String.class)
                                            .getStatus()
                                            .value(),
                            Thread::startVirtualThread));
        }
        for (var answer : answers) {
            assertThat(answer.get()).isIn(201, 409);
        }
        assertThat(writes.runs).hasValue(1);
    }

    @Test
    void aClaimOfALostNodeRunsOut() throws Exception {
        var leave = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        writes.work =
                id -> {
                    entered.countDown();
                    try {
                        leave.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return id;
                };
        var lost =
                CompletableFuture.supplyAsync(
                        () -> made(post("k1", "{\"name\":\"a\"}")), Thread::startVirtualThread);
        entered.await();
        writes.work = UnaryOperator.identity();
        time.pass(Duration.ofSeconds(61));
        var answer = made(post("k1", "{\"name\":\"a\"}"));
        leave.countDown();
        assertThat(commitId(lost.get())).isEqualTo(commitId(answer));
        // The late one does not overwrite what was answered meanwhile.
        assertThat(made(post("k1", "{\"name\":\"a\"}"))).isEqualTo(answer);
    }

    @Test
    void anAnswerIsKeptForADay() {
        made(post("k1", "{\"name\":\"a\"}"));
        time.pass(Duration.ofHours(24));
        made(post("k1", "{\"name\":\"b\"}"));
    }

    @Test
    void security20AnErasedPersonsAnswersAreRemoved() {
        delete("k1", "thg_1", "ann");
        delete("k2", "thg_1", "bob");
        assertThat(database.getCollection("idempotency").find().first().toJson())
                .doesNotContain("ann");
        idempotency.forget(idempotency.mark("wsp_b", "ann"));
        assertThat(database.getCollection("idempotency").countDocuments()).isEqualTo(2);
        idempotency.forget(idempotency.mark("wsp_a", "ann"));
        assertThat(database.getCollection("idempotency").countDocuments()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä"})
    void whatIsNoKeyIsRefused(String key) {
        post(key, "{\"name\":\"a\"}").expectStatus().isBadRequest();
    }

    @Test
    void aKeyTooLongIsRefused() {
        post("x".repeat(256), "{\"name\":\"a\"}").expectStatus().isBadRequest();
        post("x".repeat(255), "{\"name\":\"a\"}").expectStatus().isCreated();
    }

    private WebTestClient.ResponseSpec post(String key, String body) {
        return post(key(), key, body);
    }

    private static WebTestClient.ResponseSpec post(WebTestClient client, String key, String body) {
        var request = client.post().uri("/v1/things").contentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.bodyValue(body).exchange();
    }

    private WebTestClient.ResponseSpec delete(String key, String thing, String user) {
        return key().delete()
                .uri("/v1/things/" + thing)
                .header("Idempotency-Key", key)
                .header("Mooring-User", user)
                .exchange();
    }

    private String ticket() {
        return key().post()
                .uri("/v1/tickets")
                .header("Idempotency-Key", "k1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static String made(WebTestClient.ResponseSpec answer) {
        return answer.expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static String commitId(String made) {
        return JsonPath.read(made, "$.commitId");
    }

    private static void refused(WebTestClient.ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }
}
