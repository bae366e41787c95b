package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.Answer;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Security 26: keys expire, and are rotated without a moment in which none of theirs works. */
@ExtendWith(SharedHouse.class)
class Security26KeysTest {

    @Test
    void bothSecretsWorkUntilThePreviousOneIsEnded(House house) {
        var issued = issue(house.admin());
        var before = house.admin().withKey(issued.text("/key"));

        var rotated = rotate(house.admin(), issued, Map.of()).expect(200);
        var after = house.admin().withKey(rotated.text("/key"));

        assertThat(rotated.text("/id")).isEqualTo(issued.text("/id"));
        assertThat(rotated.text("/key")).isNotEqualTo(issued.text("/key"));
        before.get("/v1/applications").expect(200);
        after.get("/v1/applications").expect(200);

        house.admin().delete(key(issued) + "/previous-secret").expect(204);

        before.get("/v1/applications").expectProblem(401, "authentication.required");
        after.get("/v1/applications").expect(200);
        house.admin().delete(key(issued) + "/previous-secret").expect(204);
        after.get("/v1/applications").expect(200);
    }

    @Test
    void aKeyNeverHasThreeSecrets(House house) {
        var issued = issue(house.admin());
        rotate(house.admin(), issued, Map.of()).expect(200);

        rotate(house.admin(), issued, Map.of()).expectProblem(409, "key.being_rotated");

        house.admin().delete(key(issued) + "/previous-secret").expect(204);
        rotate(house.admin(), issued, Map.of()).expect(200);
    }

    @Test
    void bothSecretsEndWithTheKey(House house) {
        var issued = issue(house.admin());
        var rotated = rotate(house.admin(), issued, Map.of()).expect(200);

        house.admin().delete(key(issued)).expect(204);

        for (var secret : List.of(issued.text("/key"), rotated.text("/key"))) {
            house.admin()
                    .withKey(secret)
                    .get("/v1/applications")
                    .expectProblem(401, "authentication.required");
        }
        rotate(house.admin(), issued, Map.of()).expectProblem(404, "key.unknown");
    }

    @Test
    void theListSaysWhatARotationCameTo(House house) {
        var admin = house.admin();
        var issued = issue(admin);
        var end = Instant.parse("2999-01-01T00:00:00Z");
        rotate(admin, issued, Map.of("previousEndsAt", end.toString())).expect(200);

        var listed = listed(admin, issued.text("/id"));
        assertThat(listed.path("rotatedAt").isString()).isTrue();
        assertThat(listed.at("/previousSecret/endsAt").asString()).isEqualTo(end.toString());

        admin.delete(key(issued) + "/previous-secret").expect(204);
        assertThat(listed(admin, issued.text("/id")).has("previousSecret")).isFalse();
    }

    @Test
    void theNewSecretIsShownOnce(House house) {
        var issued = issue(house.admin());
        var admin = house.admin().with("Idempotency-Key", UUID.randomUUID().toString());

        var first = rotate(admin, issued, Map.of()).expect(200);
        var again = rotate(admin, issued, Map.of()).expect(200);

        assertThat(first.json().path("key").isString()).isTrue();
        assertThat(again.json().path("key").isString()).isFalse();
        assertThat(house.admin().get("/v1/keys?limit=200").body())
                .doesNotContain(first.text("/key"));
    }

    @Test
    void nobodyWidensHisReachByRotatingAGreaterKey(House house) {
        var greater = issue(house.admin());
        var lesser =
                house.admin()
                        .withKey(
                                house.admin()
                                        .post(
                                                "/v1/keys",
                                                Map.of(
                                                        "name",
                                                        "Lesser",
                                                        "scopes",
                                                        List.of("keys:admin")))
                                        .expect(201)
                                        .text("/key"));

        rotate(lesser, greater, Map.of()).expectProblem(403, "key.scope_not_held");
    }

    @Test
    void theKeyOfTheFirstStartIsNotRotated(House house) {
        var bootstrap =
                house.admin()
                        .get("/v1/keys?limit=200")
                        .json()
                        .path("items")
                        .valueStream()
                        .filter(key -> key.path("name").asString().equals("bootstrap"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();

        house.admin()
                .post("/v1/keys/" + bootstrap + "/rotate", Map.of())
                .expectProblem(409, "key.of_first_start");
    }

    private static Answer issue(Client admin) {
        return admin.post(
                        "/v1/keys",
                        Map.of("name", "Rotating", "scopes", List.of("connections:read")))
                .expect(201);
    }

    private static Answer rotate(Client admin, Answer issued, Map<String, ?> how) {
        return admin.post(key(issued) + "/rotate", how);
    }

    private static String key(Answer issued) {
        return "/v1/keys/" + issued.text("/id");
    }

    private static JsonNode listed(Client admin, String id) {
        return admin.get("/v1/keys?limit=200")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .filter(key -> key.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
