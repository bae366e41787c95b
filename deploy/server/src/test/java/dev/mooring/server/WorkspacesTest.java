package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Scope;
import dev.mooring.server.house.Answer;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A workspace is founded with a first key, which opens it and nothing else. */
@ExtendWith(SharedHouse.class)
class WorkspacesTest {

    @Test
    void theFirstKeyOpensTheNewWorkspaceAndNoOther(House house) {
        var owner = house.as("founder");
        var connection = Steps.create(owner, "Of the first workspace");

        var admin = house.admin();
        var founded = found(admin, "Second");
        var there = admin.withKey(founded.text("/key/key")).as("founder");

        assertThat(founded.text("/id")).startsWith("wsp_");
        assertThat(founded.text("/name")).isEqualTo("Second");
        assertThat(there.get("/v1/connections").expect(200).json().path("items")).isEmpty();
        there.get("/v1/connections/" + connection).expectProblem(404, "connection.unknown");
        assertThat(there.get("/v1/keys").expect(200).json().path("items").valueStream())
                .singleElement()
                .satisfies(key ->
                        assertThat(key.path("id").asString()).isEqualTo(founded.text("/key/id")));
        assertThat(admin.get("/v1/keys?limit=200").expect(200).body())
                .doesNotContain(founded.text("/key/id"));
    }

    @Test
    void theFirstKeyMayDoEverythingWithinItsWorkspaceAndNothingToTheInstallation(House house) {
        var founded = found(house.admin(), "Third");
        var admin = house.admin().withKey(founded.text("/key/key"));

        admin.post("/v1/workspaces", Map.of("name", "Fourth")).expectProblem(403, "scope.missing");
        for (var scope :
                List.of(Scope.WORKSPACES_ADMIN, Scope.VAULT_OPERATE, Scope.PROJECTIONS_OPERATE)) {
            admin.post("/v1/keys", Map.of("name", "More", "scopes", List.of(scope.text())))
                    .expectProblem(403, "key.scope_not_held");
        }
        assertThat(founded.json().at("/key/scopes").valueStream().map(it -> it.asString()))
                .containsExactlyInAnyOrderElementsOf(
                        Scope.ofOneWorkspace().stream().map(Scope::text).toList());
        admin.post("/v1/keys", Map.of("name", "Reader", "scopes", List.of("audit:read")))
                .expect(201);
    }

    @Test
    void aRepeatedRequestFoundsNoSecondWorkspaceAndDoesNotShowTheKeyAgain(House house) {
        var admin = house.admin().with("Idempotency-Key", UUID.randomUUID().toString());

        var first = admin.post("/v1/workspaces", Map.of("name", "Once")).expect(201);
        var second = admin.post("/v1/workspaces", Map.of("name", "Once")).expect(201);

        assertThat(second.text("/id")).isEqualTo(first.text("/id"));
        assertThat(first.json().at("/key/key").isString()).isTrue();
        assertThat(second.json().at("/key/key").isString()).isFalse();
    }

    @Test
    void aWorkspaceHasANameThatCanBeShown(House house) {
        house.admin().post("/v1/workspaces", Map.of()).expectProblem(400, "request.invalid");
        house.admin()
                .post("/v1/workspaces", Map.of("name", "x".repeat(51)))
                .expectProblem(400, "request.invalid");
    }

    /** security.md 6: a client is one workspace's, the sandbox's included. */
    @Test
    void security06NoClientOfOneWorkspaceServesAnother(House house) {
        var there = house.admin().withKey(found(house.admin(), "Fifth").text("/key/key")).as("ada");
        var connection = Steps.create(there, "Contacts");
        var authorize = "/v1/connections/" + connection + "/authorize";

        there.post(authorize, Map.of("accountName", "Mine")).expectProblem(409, "client.missing");
        var redirect =
                there.put(
                                "/v1/services/svc_sandbox/client",
                                Map.of("clientId", "of the fifth", "clientSecret", "its own"))
                        .expect(200)
                        .text("/redirectUri");

        there.post(authorize, Map.of("accountName", "Mine")).expect(201);
        assertThat(redirect)
                .isNotEqualTo(
                        house.admin()
                                .get("/v1/services/sandbox")
                                .expect(200)
                                .json()
                                .at("/administration/redirectUri")
                                .asString(""));
    }

    private static Answer found(Client admin, String name) {
        return admin.post("/v1/workspaces", Map.of("name", name)).expect(201);
    }
}
