package dev.mooring.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.api.sample.SampleTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FrameTest extends SampleTest {

    @Test
    void security27AHarmlessRequestIdIsTakenAndReturned() {
        anyone.get()
                .uri("/v1/thread")
                .header("X-Request-Id", "A-z.9_")
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "A-z.9_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "ä", "x;y", "{}", "$ne"})
    void security27AnyOtherRequestIdIsReplacedByOurs(String id) {
        assertThat(requestId(id)).matches("req_[A-Za-z0-9_-]{22}");
    }

    @Test
    void security27ATooLongRequestIdIsReplacedByOurs() {
        assertThat(requestId("x".repeat(64))).hasSize(64);
        assertThat(requestId("x".repeat(65))).startsWith("req_");
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (var path : new String[] {"/v1/thread", "/v1/nowhere", "/v1/broken"}) {
            anyone.get()
                    .uri(path)
                    .exchange()
                    .expectHeader()
                    .valueEquals("X-Content-Type-Options", "nosniff")
                    .expectHeader()
                    .valueEquals("Referrer-Policy", "no-referrer")
                    .expectHeader()
                    .valueEquals(
                            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                    .expectHeader()
                    .valueEquals("Cache-Control", "no-store");
        }
        key().get()
                .uri("/v1/caller")
                .exchange()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io:80", ""})
    void security8AHostOutsideTheConfiguredListIsMisdirected(String host) throws IOException {
        assertThat(
                        raw(
                                "GET /v1/thread HTTP/1.1\r\nHost: "
                                        + host
                                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .contains("host.not_allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080"})
    void security8LoopbackNamesAreOursWhereThePublicUrlIsLoopback(String host) throws IOException {
        assertThat(
                        raw(
                                "GET /v1/thread HTTP/1.1\r\nHost: "
                                        + host
                                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void security8ForwardedHeadersDoNotMoveUs() {
        anyone.get()
                .uri("/v1/refused?code=INTERNAL")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "host=evil.example")
                .exchange()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("http://localhost:8080/problems/internal");
    }

    @Test
    void security27OversizeHeadersAreRefused() throws IOException {
        assertThat(
                        raw(
                                "GET /v1/thread HTTP/1.1\r\nHost: localhost\r\nX-Big: "
                                        + "x".repeat(20_000)
                                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    /** Beyond what a request line may have, the server refuses before any of our code. */
    @Test
    void security17WhatCannotBeDecodedIsRefusedAndNotWrittenDown(CapturedOutput output)
            throws IOException {
        assertThat(raw("GET /v1/things/hunter2-" + "x".repeat(9_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(
                        raw(
                                "GET /connect/hunter2 HTTP/1.1\r\nHost: localhost\r\nX-Secret: hunter2\r\nX-Big: "
                                        + "x".repeat(9_000)
                                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(output.getAll()).doesNotContain("hunter2");
    }

    @Test
    void security17TheAccessLogNamesTheRouteAndNeverAValue(CapturedOutput output) {
        key().get().uri("/v1/things?cursor=hunter2").header("X-Request-Id", "r-log").exchange();
        key().get().uri("/v1/things/thg_secretvalue").header("X-Request-Id", "r-log2").exchange();
        anyone.get().uri("/hidden/hunter2").header("X-Request-Id", "r-log3").exchange();
        // A line is written when the answer is out.
        await().until(() -> output.getOut().contains("r-log3"));
        assertThat(output.getOut())
                .containsPattern("GET /v1/things 400 \\d+ms r-log key_all")
                .containsPattern("GET /v1/things/\\{thing} 200 \\d+ms r-log2 key_all")
                .containsPattern("GET - 404 \\d+ms r-log3 -")
                .doesNotContain("secretvalue", "hunter2");
    }

    @Test
    void aProbeStandsInTheAccessLogOnlyWhereItWentWrong(CapturedOutput output) {
        anyone.get().uri("/v1/thread").header("X-Request-Id", "r-well").exchange();
        anyone.get().uri("/v1/broken").header("X-Request-Id", "r-wrong").exchange();

        await().until(() -> output.getOut().contains("GET /v1/broken 500"));
        assertThat(output.getOut()).doesNotContain("r-well");
    }

    @Test
    void security31AddressesAreTruncated() {
        key().get()
                .uri("/v1/caller")
                .header("X-Forwarded-For", "203.0.113.9")
                .exchange()
                .expectBody()
                .jsonPath("$.network")
                .isEqualTo("127.0.0.0/24");
    }

    private String requestId(String sent) {
        return anyone.get()
                .uri("/v1/thread")
                .header("X-Request-Id", sent)
                .exchange()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("X-Request-Id");
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
