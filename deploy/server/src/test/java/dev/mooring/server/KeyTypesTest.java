package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.Answer;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services that take a credential are authorized at once, and it is given as it is to be sent. */
@ExtendWith(SharedHouse.class)
class KeyTypesTest {

    @Test
    void keysAreGivenInTheirPlaces(House house) {
        var auth =
                Map.of(
                        "type",
                        "api_key",
                        "keys",
                        List.of(
                                Map.of(
                                        "name", "X-Key",
                                        "label", "Key",
                                        "in", "header",
                                        "prefix", "Token "),
                                Map.of("name", "q", "label", "Query", "in", "query"),
                                Map.of("name", "f", "label", "Form", "in", "form")));

        var given =
                delivered(
                        house,
                        "keys",
                        auth,
                        Map.of("keys", Map.of("X-Key", "one", "q", "two", "f", "three")));

        assertThat(given.text("/headers/X-Key")).isEqualTo("Token one");
        assertThat(given.text("/query/q")).isEqualTo("two");
        assertThat(given.text("/form/f")).isEqualTo("three");
    }

    @Test
    void aPasswordIsGivenAsBasic(House house) {
        var given =
                delivered(
                        house,
                        "password",
                        Map.of("type", "basic"),
                        Map.of("username", "Aladdin", "password", "open sesame"));

        assertThat(given.text("/headers/Authorization"))
                .as("RFC 7617 section 2")
                .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void aTokenIsGivenAsBearer(House house) {
        var given = delivered(house, "token", Map.of("type", "bearer"), Map.of("token", "a-token"));

        assertThat(given.text("/headers/Authorization")).isEqualTo("Bearer a-token");
    }

    private static Answer delivered(
            House house, String linkName, Map<String, ?> auth, Map<String, ?> credential) {
        var service =
                house.admin()
                        .post(
                                "/v1/services",
                                Map.of(
                                        "name",
                                        "By " + linkName,
                                        "linkName",
                                        linkName,
                                        "description",
                                        "",
                                        "category",
                                        "crm",
                                        "auth",
                                        auth,
                                        "scopes",
                                        List.of(),
                                        "api",
                                        Map.of("baseUrls", List.of("https://api.example/v1"))))
                        .expect(201)
                        .text("/id");
        house.admin().post("/v1/services/" + service + "/publish", Map.of()).expect(200);
        var client = house.as("user of " + linkName);
        var connection =
                client.post("/v1/connections", Map.of("service", linkName, "name", "Things"))
                        .expect(201)
                        .text("/id");
        var path = "/v1/connections/" + connection;
        client.post(path + "/authorize", Map.of("accountName", "Mine"))
                .expectProblem(422, "credential.required");

        var authorized =
                client.post(
                                path + "/authorize",
                                Map.of("accountName", "Mine", "credential", credential))
                        .expect(200);

        assertThat(authorized.text("/status")).isEqualTo("connected");
        assertThat(Steps.status(client, connection)).isEqualTo("connected");
        return client.get(path + "/credentials").expect(200);
    }
}
