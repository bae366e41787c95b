package dev.mooring.api.position;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.sample.SampleTest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest extends SampleTest {

    @BeforeEach
    void atSeven() {
        positions.reach(7);
    }

    @Test
    void aReadSaysWhichPositionItReflects() {
        key().get()
                .uri("/v1/things")
                .exchange()
                .expectHeader()
                .valueEquals("Mooring-Position", "7");
    }

    @Test
    void aReadWaitsForThePositionAskedFor() throws Exception {
        var answer =
                CompletableFuture.supplyAsync(
                        () ->
                                key().get()
                                        .uri("/v1/things")
                                        .header("Mooring-At-Least", "9")
                                        .exchange()
                                        .expectStatus()
                                        .isOk()
                                        .returnResult(String.class)
                                        .getResponseHeaders()
                                        .getFirst("Mooring-Position"),
                        Thread::startVirtualThread);
        positions.reach(9);
        assertThat(answer.get()).isEqualTo("9");
    }

    @Test
    void aReadModelThatStaysBehindIsToldWithThePositionReached() {
        key().get()
                .uri("/v1/things")
                .header("Mooring-At-Least", "100")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectHeader()
                .doesNotExist("Mooring-Position")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("read_model.behind")
                .jsonPath("$.readModel")
                .isEqualTo("things")
                .jsonPath("$.position")
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1e3", "9999999999999999999", "abc", "0x1", "1 2"})
    void whatIsNoPositionIsRefused(String position) {
        key().get()
                .uri("/v1/things")
                .header("Mooring-At-Least", position)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("Mooring-At-Least");
    }

    @Test
    void aWriteSaysItsPositionAndItsVersion() {
        key().put()
                .uri("/v1/things/thg_1")
                .exchange()
                .expectHeader()
                .valueEquals("Mooring-Position", "13")
                .expectHeader()
                .valueEquals("ETag", "\"8\"");
    }
}
