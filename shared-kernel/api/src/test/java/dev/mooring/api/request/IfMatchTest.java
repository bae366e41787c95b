package dev.mooring.api.request;

import dev.mooring.api.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest extends SampleTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*"})
    void security28AWriteGoesThroughOnTheVersionItWasDecidedOn(String etag) {
        put(etag).expectStatus().isOk();
    }

    @Test
    void security28AWriteOnAnotherVersionFailsItsPrecondition() {
        put("\"6\"")
                .expectStatus()
                .isEqualTo(412)
                .expectHeader()
                .doesNotExist("ETag")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("precondition.failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W/\"7\"",
                "7",
                "\"x\"",
                "\"7\", \"8\"",
                "\"-1\"",
                "",
                "\"99999999999999999999\""
            })
    void security28AWeakOrUnknownTagIsRefused(String etag) {
        put(etag)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].code")
                .isEqualTo("if_match.invalid");
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec put(
            String etag) {
        return key().put().uri("/v1/things/thg_1").header("If-Match", etag).exchange();
    }
}
