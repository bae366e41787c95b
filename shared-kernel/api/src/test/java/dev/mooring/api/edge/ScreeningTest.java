package dev.mooring.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.sample.SampleTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class ScreeningTest extends SampleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$ne",
                "%24ne",
                "a%00b",
                "..",
                "%2e%2e",
                "..%2f..",
                "%7B%22$ne%22:1%7D",
                "a%20b",
                "%C3%A4",
                "a;b=c",
                "thg_1%0d%0aX:1"
            })
    void security27WhatCannotBeAnIdIsRefused(String id) {
        get("/v1/things/" + id).expectStatus().isBadRequest();
    }

    @Test
    void security27AnOversizeIdIsRefused() {
        get("/v1/things/" + "x".repeat(129)).expectStatus().isBadRequest();
        get("/v1/things/" + "x".repeat(51)).expectStatus().isBadRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"thg_8fQ2", "gmail", "gmail_2", "thg_2"})
    void idsAndLinkNamesPass(String id) {
        get("/v1/things/" + id).expectBody().jsonPath("$.id").isEqualTo(id);
    }

    @Test
    void security27ParametersGivenTwiceOrUnknownOrOversizeAreRefused() {
        get("/v1/things?q=a&q=b").expectStatus().isBadRequest();
        get("/v1/things?limit=1&limit=2").expectStatus().isBadRequest();
        get("/v1/things?statsu=x").expectStatus().isBadRequest();
        get("/v1/things?q=a%00b").expectStatus().isBadRequest();
        get("/v1/things?q=" + "x".repeat(2049)).expectStatus().isBadRequest();
        get("/v1/things?q=plain").expectStatus().isOk();
    }

    @Test
    void aPassthroughHandsOnPathQueryAndABodyOfAnySize() {
        var answer =
                key().post()
                        .uri(URI.create(base() + "/v1/pass/thg_1/a/$b/c%20d?x=1&x=2"))
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .bodyValue(new byte[1_000_000])
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        assertThat(answer).isEqualTo("/a/$b/c d 1000000");
        key().get()
                .uri(URI.create(base() + "/v1/pass/$ne/a"))
                .exchange()
                .expectStatus()
                .isBadRequest();
        key().method(HttpMethod.HEAD).uri("/v1/pass/thg_1/a").exchange().expectStatus().isOk();
    }

    @Test
    void aFormIsStillReadableAfterItsBodyWasRead() {
        anyone.post()
                .uri("/form")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("a=b%20c")
                .exchange()
                .expectBody(String.class)
                .isEqualTo("form b c");
    }

    @Test
    void eventsAreStreamed() {
        anyone.get()
                .uri("/v1/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectBody(String.class)
                .isEqualTo("data:one\n\ndata:two\n\n");
    }

    private WebTestClient.ResponseSpec get(String uri) {
        return key().get().uri(URI.create(base() + uri)).exchange();
    }

    private String base() {
        return "http://127.0.0.1:" + port();
    }
}
