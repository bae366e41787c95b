package dev.mooring.query.serving;

import static dev.mooring.query.Happened.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameReleased;
import dev.mooring.language.workspace.ApplicationEvent.ApplicationRegistered;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One connection, whole, and its attempt. */
class DetailsEndpointTest extends AskedOverHttp {

    @Test
    void detailsShowWhatDomainMdListsUnderEight() {
        story.then(new ApplicationRegistered("app_web", "Website"))
                .then(new ApplicationAllowed("con_drive", "app_web"));
        connect();

        var body = get("/v1/connections/drive");
        body.jsonPath("$.id").isEqualTo("con_drive");
        body.jsonPath("$.name").isEqualTo("My Drive");
        body.jsonPath("$.linkName").isEqualTo("drive");
        body.jsonPath("$.user").isEqualTo(ANN);
        body.jsonPath("$.service.name").isEqualTo("Drive");
        body.jsonPath("$.service.builtIn").isEqualTo(true);
        body.jsonPath("$.status").isEqualTo("connected");
        body.jsonPath("$.scopes.asked.length()").isEqualTo(2);
        body.jsonPath("$.scopes.granted.length()").isEqualTo(2);
        body.jsonPath("$.scopes.missing.length()").isEqualTo(0);
        body.jsonPath("$.parameters.region").isEqualTo("eu");
        body.jsonPath("$.authorization.id").isEqualTo("aut_1");
        body.jsonPath("$.authorization.accountName").isEqualTo("Work");
        body.jsonPath("$.authorization.authorizedBy").isEqualTo(ANN);
        body.jsonPath("$.authorization.authorizedAt").isEqualTo("2026-01-05T08:00:00Z");
        body.jsonPath("$.authorization.sharedWith").isEqualTo(0);
        body.jsonPath("$.applications[0].id").isEqualTo("app_web");
        body.jsonPath("$.applications[0].name").isEqualTo("Website");
        body.jsonPath("$.createdBy").isEqualTo(ANN);
        body.jsonPath("$.updatedBy").isEqualTo(ANN);
        body.jsonPath("$.attempt").doesNotExist();
    }

    @Test
    void detailsCarryTheAggregatesVersionAndThePositionTheyReflect() {
        story.then(new ConnectionRenamed("con_drive", "usr_ann", "Renamed"));
        telling.tell(story);

        as(ANN).get()
                .uri("/v1/connections/con_drive")
                .header("Mooring-At-Least", "5")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectHeader()
                .valueEquals("Mooring-Position", "5");
        as(ANN).get()
                .uri("/v1/connections/con_drive")
                .header("Mooring-At-Least", "6")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("read_model.behind");
    }

    @Test
    void anAttemptUnderWayCountsDownInTheDetailsAndByItself() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)));
        telling.tell(story);
        now.pass(Duration.ofSeconds(30));

        get("/v1/connections/con_drive")
                .jsonPath("$.status")
                .isEqualTo("authorizing")
                .jsonPath("$.attempt.id")
                .isEqualTo("att_1")
                .jsonPath("$.attempt.accountName")
                .isEqualTo("Work")
                .jsonPath("$.attempt.secondsLeft")
                .isEqualTo(60)
                .jsonPath("$.attempt.expiresAt")
                .isEqualTo("2026-01-05T08:01:30Z");
        get("/v1/attempts/att_1")
                .jsonPath("$.status")
                .isEqualTo("pending")
                .jsonPath("$.secondsLeft")
                .isEqualTo(60)
                .jsonPath("$.connectionId")
                .isEqualTo("con_drive");

        now.pass(Duration.ofSeconds(60));

        get("/v1/connections/con_drive")
                .jsonPath("$.status")
                .isEqualTo("created")
                .jsonPath("$.statusReason")
                .isEqualTo("expired")
                .jsonPath("$.attempt")
                .doesNotExist();
        get("/v1/attempts/att_1")
                .jsonPath("$.status")
                .isEqualTo("expired")
                .jsonPath("$.secondsLeft")
                .isEqualTo(0);
    }

    @Test
    void aFailedAttemptSaysWhy() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)))
                .then(new AuthorizationFailed("con_drive", "att_1", "access_denied", null));
        telling.tell(story);

        get("/v1/attempts/att_1")
                .jsonPath("$.status")
                .isEqualTo("failed")
                .jsonPath("$.reason")
                .isEqualTo("access_denied");
    }

    @Test
    void aDeletedConnectionIsFoundByItsIdAndLeavesTheListAndItsLinkName() {
        story.then(
                new ConnectionDeleted("con_drive", false),
                new LinkNameReleased("wsp_one/drive", "drive", "con_drive"));
        telling.tell(story);

        assertThat(names(as(ANN), "")).isEmpty();
        assertThat(names(as(ANN), "?status=deleted")).containsExactly("My Drive");
        get("/v1/connections/con_drive").jsonPath("$.status").isEqualTo("deleted");
        refused(as(ANN), "/v1/connections/drive", 404, "connection.unknown");
        get("/v1/connections/con_drive/history").jsonPath("$.items.length()").isEqualTo(2);
    }
}
