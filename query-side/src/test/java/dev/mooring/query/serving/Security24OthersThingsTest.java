package dev.mooring.query.serving;

import static dev.mooring.query.Happened.started;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What belongs to others is as unknown as what there is not (security 24, 25). */
class Security24OthersThingsTest extends AskedOverHttp {

    @Test
    void security24AnotherUsersThingsAreAsUnknownAsNone() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)));
        telling.tell(story);

        for (var other : List.of(as("bob@example"), as("stranger"))) {
            unknownToEveryone(other);
        }
        refused(key(Scope.CONNECTIONS_READ), "/v1/connections/con_drive", 400, "user.required");
    }

    @Test
    void security25AnotherWorkspacesThingsAreAsUnknownAsNone() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)));
        telling.tell(story);

        unknownToEveryone(
                client(
                        Principal.key(
                                "wsp_two",
                                "key_two",
                                EnumSet.allOf(Scope.class),
                                null,
                                new ActsFor.Anyone()),
                        ANN));
    }

    private void unknownToEveryone(WebTestClient other) {
        for (var path :
                List.of(
                        "/v1/connections/con_drive",
                        "/v1/connections/drive",
                        "/v1/connections/con_drive/history",
                        "/v1/connections/drive/history")) {
            refused(other, path, 404, "connection.unknown");
        }
        refused(other, "/v1/attempts/att_1", 404, "attempt.unknown");
        body(other, "/v1/connections").jsonPath("$.items.length()").isEqualTo(0);
    }
}
