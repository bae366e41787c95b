package dev.mooring.query.serving;

import static dev.mooring.query.Happened.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Scope;
import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.query.Happened;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The list of connections: cards, filters, pages. */
class ListEndpointTest extends AskedOverHttp {

    @Test
    void cardsShowWhatApiMdSays() {
        connect();

        get("/v1/connections")
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].id")
                .isEqualTo("con_drive")
                .jsonPath("$.items[0].linkName")
                .isEqualTo("drive")
                .jsonPath("$.items[0].name")
                .isEqualTo("My Drive")
                .jsonPath("$.items[0].service.id")
                .isEqualTo(Happened.SERVICE)
                .jsonPath("$.items[0].service.name")
                .isEqualTo("Drive")
                .jsonPath("$.items[0].status")
                .isEqualTo("connected")
                .jsonPath("$.items[0].statusReason")
                .doesNotExist()
                .jsonPath("$.items[0].accountName")
                .isEqualTo("Work")
                .jsonPath("$.items[0].user")
                .isEqualTo(ANN)
                .jsonPath("$.items[0].updatedAt")
                .isEqualTo("2026-01-05T08:00:00Z")
                .jsonPath("$.next")
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherByCursorAndACursorIsOfItsListOnly() {
        story.then(created("con_a", "A")).then(created("con_b", "B"));
        telling.tell(story);

        var next =
                as(ANN).get()
                        .uri("/v1/connections?limit=2")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(Map.class)
                        .getResponseBody()
                        .blockFirst()
                        .get("next")
                        .toString();
        get("/v1/connections?limit=2&cursor=" + next)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].name")
                .isEqualTo("My Drive");

        refused(as("bob@example"), "/v1/connections?cursor=" + next, 400, "cursor.invalid");
        refused(as(ANN), "/v1/connections?sort=-name&cursor=" + next, 400, "cursor.invalid");
    }

    @Test
    void aListFiltersByServiceStatusApplicationAndText() {
        story.then(new ApplicationAllowed("con_drive", "app_web")).then(created("con_b", "B"));
        telling.tell(story);

        var client = as(ANN);
        assertThat(names(client, "?application=app_web")).containsExactly("My Drive");
        assertThat(names(client, "?status=created&sort=-name")).containsExactly("My Drive", "B");
        assertThat(names(client, "?status=connected")).isEmpty();
        assertThat(names(client, "?service=svc_other")).isEmpty();
        assertThat(names(client, "?q=DRIVE")).containsExactly("My Drive");
        refused(client, "/v1/connections?status=odd", 400, "request.invalid");
        refused(client, "/v1/connections?sort=odd", 400, "request.invalid");
        refused(client, "/v1/connections?service=$ne", 400, "request.invalid");
        refused(client, "/v1/connections?q=" + "x".repeat(101), 400, "request.invalid");
    }

    @Test
    void allUsersConnectionsAreListedWithUsersAnyAndNotWithoutIt() {
        story.then(created("con_bob", "Bob's", "usr_bob", Happened.SERVICE));
        telling.tell(story);

        assertThat(names(as(ANN), "")).containsExactly("My Drive");
        refused(key(Scope.CONNECTIONS_READ), "/v1/connections", 400, "user.required");
        var any = key(Scope.CONNECTIONS_READ, Scope.USERS_ANY);
        assertThat(names(any, "")).containsExactly("Bob's", "My Drive");
        assertThat(names(any, "?user=bob@example")).containsExactly("Bob's");
        body(any, "/v1/connections").jsonPath("$.items[0].user").isEqualTo("bob@example");
        refused(as(ANN), "/v1/connections?user=bob@example", 403, "user.forbidden");
        assertThat(names(as("stranger"), "")).isEmpty();
    }
}
