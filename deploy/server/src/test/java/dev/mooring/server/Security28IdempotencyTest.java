package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.mooring.server.house.Answer;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Security 28: what is sent again happens once, and no secret is kept for it. */
@ExtendWith(SharedHouse.class)
class Security28IdempotencyTest {

    @Test
    void aWriteThatIsSentAgainIsAnsweredAsBeforeAndDoneOnce(House house) {
        var client = repeating(house.as("repeats"));

        var first = create(client, "Once").expect(201);
        var again = create(client, "Once").expect(201);

        assertThat(again.body()).isEqualTo(first.body());
        for (var header : List.of("ETag", "Location", "Mooring-Position")) {
            assertThat(again.headers().firstValue(header))
                    .as(header)
                    .isPresent()
                    .isEqualTo(first.headers().firstValue(header));
        }
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(client.get("/v1/connections").expect(200).json().path("items")).hasSize(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused(House house) {
        var client = repeating(house.as("changes his mind"));
        create(client, "One").expect(201);

        create(client, "Another").expectProblem(422, "idempotency.key_reused");
        create(client.as("somebody else"), "One").expectProblem(422, "idempotency.key_reused");
    }

    @Test
    void aKeyIsOfOneRouteAndOnePrincipal(House house) {
        var client = repeating(house.as("shares"));
        var connection = create(client, "One").expect(201).text("/id");
        var other =
                client.withKey(
                        house.admin()
                                .post(
                                        "/v1/keys",
                                        Map.of(
                                                "name",
                                                "Other",
                                                "scopes",
                                                List.of("connections:read", "connections:write")))
                                .expect(201)
                                .text("/key"));

        assertThat(create(other, "Two").expect(201).text("/id")).isNotEqualTo(connection);
        client.patch("/v1/connections/" + connection, Map.of("name", "Renamed")).expect(200);
    }

    @Test
    void aRefusedWriteLeavesItsKeyFree(House house) {
        var client = repeating(house.as("mends"));
        create(client, "").expectProblem(400, "request.invalid");

        create(client, "Mended").expect(201);
    }

    @Test
    void aRepeatedAuthorizeGivesANewTicketAndVoidsTheOld(House house) {
        var client = house.as("authorizes twice");
        var connection = Steps.create(client, "Contacts");
        var repeated = repeating(client);

        var first = Steps.start(repeated, connection, "authorize", Map.of());
        var again = Steps.start(repeated, connection, "authorize", Map.of());

        assertThat(again.text("/attemptId")).isEqualTo(first.text("/attemptId"));
        assertThat(again.text("/startUrl")).isNotEqualTo(first.text("/startUrl"));
        assertThat(new Browser().press(Steps.startUrl(first)).statusCode()).isBetween(400, 499);
        assertThat(new Browser().press(Steps.startUrl(again)).statusCode()).isEqualTo(200);
        assertThat(Steps.history(client, connection))
                .containsExactly("connection.created", "connection.authorization_started");
    }

    @Test
    void noSecretIsKeptForARepeatedAnswer(House house) {
        var client = house.as("keeps secrets");
        var connection = Steps.create(client, "Contacts");
        var started = Steps.start(repeating(client), connection, "authorize", Map.of());
        var ticket =
                started.text("/startUrl").substring(started.text("/startUrl").lastIndexOf('/'));
        var scopes = Map.of("name", "Kept", "scopes", List.of("connections:read"));
        var admin = repeating(house.admin());
        var secrets =
                new ArrayList<>(
                        List.of(
                                ticket.substring(1),
                                secret(admin.post("/v1/keys", scopes).expect(201), "/key"),
                                secret(
                                        admin.post("/v1/workspaces", Map.of("name", "Kept"))
                                                .expect(201),
                                        "/key/key")));

        var kept = new ArrayList<String>();
        house.server()
                .getBean(MongoDatabase.class)
                .getCollection("idempotency")
                .find()
                .forEach(document -> kept.add(document.toJson()));

        assertThat(kept).hasSizeGreaterThan(2);
        assertThat(kept.toString()).doesNotContain(secrets);
    }

    @Test
    void aWriteOnAnotherVersionThanTheOneSeenIsRefused(House house) {
        var client = house.as("looks first");
        var connection = "/v1/connections/" + Steps.create(client, "Contacts");
        var seen = client.get(connection).expect(200).headers().firstValue("ETag").orElseThrow();
        var careful = client.with("If-Match", seen);

        careful.patch(connection, Map.of("name", "First")).expect(200);
        careful.patch(connection, Map.of("name", "Second"))
                .expectProblem(412, "precondition.failed");
        client.with("If-Match", "W/" + seen)
                .patch(connection, Map.of("name", "Third"))
                .expectProblem(400, "request.invalid");
    }

    @Test
    void aProblemIsADocumentWithAStableCodeAndAPageThatExplainsIt(House house) {
        var problem =
                house.as("asks")
                        .get("/v1/connections/con_none")
                        .expectProblem(404, "connection.unknown");

        assertThat(problem.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(problem.json().path("status").asInt()).isEqualTo(404);
        assertThat(problem.text("/type")).isEqualTo(house.url() + "/problems/connection.unknown");
        assertThat(new Browser().open(URI.create(problem.text("/type"))).statusCode())
                .isEqualTo(200);
    }

    private static Client repeating(Client client) {
        return client.with("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static Answer create(Client client, String name) {
        return client.post("/v1/connections", Map.of("service", "sandbox", "name", name));
    }

    private static String secret(Answer answer, String pointer) {
        var key = answer.text(pointer);
        return key.substring(key.indexOf('_', "mooring_".length()) + 1);
    }
}
