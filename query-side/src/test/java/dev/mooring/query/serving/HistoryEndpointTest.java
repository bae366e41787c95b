package dev.mooring.query.serving;

import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisconnected;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection's history. */
class HistoryEndpointTest extends AskedOverHttp {

    @Test
    void aHistoryTellsAConnectionsEventsAndThoseOfItsAuthorizationUntilItLeft() {
        connect();
        story.by("key_backend")
                .then(
                        new AuthorizationRevoked("aut_1"),
                        new AuthorizationUnmapped("aut_1", "con_drive"),
                        new ConnectionDisconnected("con_drive", "aut_1"));
        telling.tell(story);

        var body = get("/v1/connections/drive/history");
        body.jsonPath("$.items[*].type")
                .isEqualTo(
                        List.of(
                                "connection.created",
                                "connection.authorization_started",
                                "connection.authorized",
                                "authorization.granted",
                                "authorization.mapped",
                                "authorization.revoked",
                                "authorization.unmapped",
                                "connection.disconnected"));
        body.jsonPath("$.items[0].position").isEqualTo(3);
        body.jsonPath("$.items[0].actor").isEqualTo(ANN);
        body.jsonPath("$.items[0].at").isEqualTo("2026-01-05T08:00:00Z");
        body.jsonPath("$.items[0].request").isEqualTo("req_3");
        body.jsonPath("$.items[0].subject").isEqualTo("con_drive");
        body.jsonPath("$.items[7].actor").isEqualTo("key_backend");
        get("/v1/connections/drive/history?from=9").jsonPath("$.items.length()").isEqualTo(3);
        get("/v1/connections/drive/history?limit=3")
                .jsonPath("$.items.length()")
                .isEqualTo(3)
                .jsonPath("$.next")
                .isNotEmpty();
    }
}
