package dev.mooring.query.serving;

import static dev.mooring.query.Happened.granted;
import static dev.mooring.query.Happened.mapped;
import static dev.mooring.query.Happened.reused;

import dev.mooring.query.Happened;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What could be reused. */
class ReuseLookupEndpointTest extends AskedOverHttp {

    @Test
    void whatCouldBeReusedIsShownBeforeAnythingIsCreated() {
        connect();

        lookup(as(ANN), Happened.SERVICE, Happened.SCOPES)
                .jsonPath("$.reusable.length()")
                .isEqualTo(1)
                .jsonPath("$.reusable[0].authorizationId")
                .isEqualTo("aut_1")
                .jsonPath("$.reusable[0].accountName")
                .isEqualTo("Work")
                .jsonPath("$.reusable[0].connectionNames.length()")
                .isEqualTo(0)
                .jsonPath("$.reusable[0].grantedAt")
                .isEqualTo("2026-01-05T08:00:00Z");
        lookup(as(ANN), Happened.SERVICE, List.of("files.read"))
                .jsonPath("$.reusable.length()")
                .isEqualTo(0);
        lookup(as("bob@example"), Happened.SERVICE, Happened.SCOPES)
                .jsonPath("$.reusable.length()")
                .isEqualTo(0);
        as(ANN).post()
                .uri("/v1/reuse-lookup")
                .bodyValue(Map.of("service", "svc_none"))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("service.unknown");
        as(ANN).post()
                .uri("/v1/reuse-lookup")
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/service");
    }

    @Test
    void aNamelessAuthorizationIsOfferedByTheNamesOfItsConnections() {
        story.then(
                granted("aut_old", null),
                mapped("aut_old", "con_drive"),
                reused("con_drive", "aut_old"));
        telling.tell(story);

        lookup(as(ANN), Happened.SERVICE, Happened.SCOPES)
                .jsonPath("$.reusable[0].accountName")
                .doesNotExist()
                .jsonPath("$.reusable[0].connectionNames[0]")
                .isEqualTo("My Drive");
    }

    private static WebTestClient.BodyContentSpec lookup(
            WebTestClient client, String service, List<String> scopes) {
        return client.post()
                .uri("/v1/reuse-lookup")
                .bodyValue(Map.of("service", service, "scopes", scopes))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }
}
