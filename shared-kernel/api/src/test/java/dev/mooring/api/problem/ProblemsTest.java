package dev.mooring.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.sample.SampleTest;
import dev.mooring.language.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest extends SampleTest {

    @Test
    void security28ARefusalIsAProblemDocument() {
        anyone.get()
                .uri("/v1/refused?code=AUTHORIZATION_SHARED")
                .header("X-Request-Id", "r-1")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .json(
                        """
                        {"type": "http://localhost:8080/problems/authorization.shared",
                         "title": "Other connections share the authorization",
                         "status": 409, "code": "authorization.shared", "detail": "as asked",
                         "requestId": "r-1", "sharers": ["con_1"]}
                        """);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasAStatusAndAPage(ErrorCode code) {
        var status = Statuses.of(code.kind());
        anyone.get()
                .uri("/v1/refused?code=" + code.name())
                .exchange()
                .expectStatus()
                .isEqualTo(status);
        var page =
                anyone.get()
                        .uri("/problems/" + code.code())
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .contentType("text/html;charset=UTF-8")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        assertThat(page).contains(code.code()).doesNotContain("<script", "http://", "https://");
    }

    @Test
    void theIndexListsEveryCode() {
        var page = body(anyone.get().uri("/problems/").exchange());
        for (var code : ErrorCode.values()) {
            assertThat(page).contains("/problems/" + code.code() + "\"");
        }
    }

    @Test
    void aProblemNobodyKnowsIsAPageToo() {
        anyone.get()
                .uri("/problems/nothing.known")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType("text/html;charset=UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/nowhere, 404, route.unknown",
        "DELETE, /v1/things,  405, method.not_allowed",
        "HEAD,   /v1/things,  405, ",
        "PATCH,  /v1/thread,  405, method.not_allowed",
        "GET,    /v1/number?n=x, 400, request.invalid",
        "GET,    /v1/number,  400, request.invalid",
        "GET,    /v1/number?n=1&n=2, 400, request.malformed",
        "GET,    /v1/number?n=1&m=2, 400, request.invalid",
    })
    void security28WhatTheFrameworkRefusesIsAProblemToo(
            String method, String uri, int status, String code) {
        var answer =
                key().method(org.springframework.http.HttpMethod.valueOf(method))
                        .uri(uri)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(status);
        if (code != null) {
            answer.expectBody().jsonPath("$.code").isEqualTo(code);
        }
    }

    @Test
    void methodsThatWouldDoAreNamed() {
        key().delete().uri("/v1/things").exchange().expectHeader().exists("Allow");
    }

    @Test
    void anAnswerInAnotherMediaTypeIsNotToBeHad() {
        key().get()
                .uri("/v1/things/thg_1")
                .accept(MediaType.IMAGE_PNG)
                .exchange()
                .expectStatus()
                .isEqualTo(406)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("media_type.not_acceptable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"a\", \"nmae\": 1}             | ''",
                "{\"name\": \"a\", \"size\": {\"width\": \"x\"}} | /size/width",
                "{\"name\": \"a\", \"size\": {\"width\": null}}  | /size/width",
                "{\"sizes\": [{\"width\": 1, \"height\": 1}]} | /sizes/0",
                "{\"name\": [1]}                            | /name",
                "{\"name\": \"\"}                           | /name",
                "{}                                         | /name",
            })
    void whatIsWrongInABodyIsNamedByItsPointer(String body, String pointer) {
        post(body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("request.invalid")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer);
    }

    /** Security 17: what is pasted in the wrong place may be a secret. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"a\", \"SECRET\": 1}",
                "{\"name\": \"a\", \"size\": {\"SECRET\": 1}}",
                "{\"name\": \"a\", \"labels\": {\"SECRET\": [1]}}",
            })
    void security_17_aNameThatIsNotOursIsNotRepeated(String body) {
        assertThat(body(post(body).expectStatus().isBadRequest()))
                .contains("\"code\":\"request.invalid\"")
                .doesNotContain("SECRET");
    }

    @Test
    void whoMisspeltAPropertyIsToldThoseThatThereAre() {
        post("{\"name\": \"a\", \"size\": {\"width\": 1, \"widht\": 1}}")
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/size")
                .jsonPath("$.errors[0].detail")
                .value(detail -> assertThat(String.valueOf(detail)).endsWith(": width"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"name\": ", "nonsense", "''", "{\"name\":\"a\",\"name\":\"b\"}"})
    void aBodyThatIsNotJsonIsMalformed(String body) {
        var problem = body(post(body).expectStatus().isBadRequest());
        assertThat(problem).contains("\"code\":\"request.malformed\"").doesNotContain("nonsense");
    }

    @Test
    void jsonNestedTooDeeplyIsRefused() {
        post("{\"sizes\":" + "[".repeat(40) + "]".repeat(40) + "}").expectStatus().isBadRequest();
    }

    @Test
    void anotherMediaTypeIsRefused() {
        key().post()
                .uri("/v1/things")
                .contentType(MediaType.APPLICATION_XML)
                .bodyValue("<a/>")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("media_type.unsupported");
    }

    @Test
    void security27ABodyOverTheLimitIsRefused() {
        post("{\"name\": \"" + "x".repeat(300_000) + "\"}")
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("request.too_large");
    }

    @Test
    void security17AFaultTellsNothingButTheRequestIdAndIsLoggedOnce(CapturedOutput output) {
        var problem =
                body(
                        anyone.get()
                                .uri("/v1/broken")
                                .header("X-Request-Id", "r-broken")
                                .exchange()
                                .expectStatus()
                                .isEqualTo(500));
        assertThat(problem)
                .contains("\"code\":\"internal\"", "\"requestId\":\"r-broken\"")
                .doesNotContain("hunter2");
        assertThat(output.getOut().split("the password is", -1)).hasSize(2);
        assertThat(output.getOut()).contains("GET /v1/broken failed, request r-broken");
    }

    @Test
    void security8APageRouteAnswersWithAStaticPageThatEscapesWhatItSays() {
        var page =
                body(
                        anyone.get()
                                .uri("/page/x?code=1&unknown=2")
                                .exchange()
                                .expectStatus()
                                .isEqualTo(409)
                                .expectHeader()
                                .contentType("text/html;charset=UTF-8")
                                .expectHeader()
                                .valueMatches(
                                        "Content-Security-Policy",
                                        "default-src 'none'; style-src 'sha256-.*frame-ancestors 'none'"));
        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script");
    }

    @Test
    void security8DuplicateParametersOfAPageAreAStaticPage() {
        anyone.get()
                .uri("/page/x?code=1&code=2")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType("text/html;charset=UTF-8");
    }

    private WebTestClient.ResponseSpec post(String body) {
        return key().post()
                .uri("/v1/things")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static String body(WebTestClient.ResponseSpec answer) {
        return answer.expectBody(String.class).returnResult().getResponseBody();
    }
}
