package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Create, authorize, use, reuse, reauthorize. */
@ExtendWith(SharedHouse.class)
class MainJobTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void aSecondConnectionSharesTheAuthorizationAndKeepsItWhenTheFirstGetsAnother(House house)
            throws Exception {
        var client = house.as("main-job");
        var first = Steps.create(client, "Books");
        client.get("/v1/connections/" + first + "/credentials")
                .expectProblem(409, "connection.not_authorized");

        var granted = Steps.authorize(client, first, "authorize", "ada", "Ada at work");
        assertThat(Steps.status(client, first)).isEqualTo("connected");
        assertThat(contacts(house, client, first)).contains("Charles");

        var created =
                client.post(
                                "/v1/connections",
                                Map.of(
                                        "service", "sandbox",
                                        "name", "Books, once more",
                                        "scopes", List.of("contacts.read")))
                        .expect(201);
        var second = created.text("/id");
        assertThat(created.json().path("reusable")).hasSize(1);
        assertThat(created.text("/reusable/0/authorizationId")).isEqualTo(granted);
        assertThat(created.text("/reusable/0/accountName")).isEqualTo("Ada at work");
        assertThat(created.json().at("/reusable/0/connectionNames"))
                .as("only a nameless one is told by its connections")
                .isEmpty();

        client.post("/v1/connections/" + second + "/reuse", Map.of("authorizationId", granted))
                .expect(200);
        assertThat(contacts(house, client, second)).contains("Charles");

        var replaced = Steps.authorize(client, first, "reauthorize", "grace", "Grace at home");
        assertThat(replaced).isNotEqualTo(granted);
        assertThat(details(client, first).at("/authorization/accountName").asString())
                .isEqualTo("Grace at home");
        assertThat(details(client, second).at("/authorization/id").asString()).isEqualTo(granted);
        assertThat(details(client, second).at("/authorization/accountName").asString())
                .isEqualTo("Ada at work");
        assertThat(contacts(house, client, first)).isNotEmpty();
        assertThat(contacts(house, client, second)).contains("Charles");
        assertThat(Steps.history(client, first))
                .containsExactly(
                        "connection.created",
                        "connection.authorization_started",
                        "connection.callback_received",
                        "connection.authorized",
                        "connection.reauthorization_started",
                        "connection.callback_received",
                        "connection.reauthorized");
    }

    /** security.md 21: decided at the log's head, never on a view. */
    @Test
    void whatIsAcknowledgedBindsTheNextFetch(House house) {
        var client = house.as("next-fetch");
        var connection = Steps.create(client, "Books");
        Steps.authorize(client, connection, "authorize", "ada", "Ada");
        var path = "/v1/connections/" + connection;
        var application =
                client.post("/v1/applications", Map.of("name", "Reader")).expect(201).text("/id");
        var key =
                client.post(
                                "/v1/keys",
                                Map.of(
                                        "name",
                                        "Reader",
                                        "scopes",
                                        List.of("tokens:read"),
                                        "applicationId",
                                        application))
                        .expect(201)
                        .text("/key");
        var reader = client.withKey(key);

        reader.get(path + "/credentials").expectProblem(403, "application.no_access");
        client.put(path + "/applications/" + application, Map.of()).expect(204);
        reader.get(path + "/credentials").expect(200);
        client.delete(path + "/applications/" + application).expect(204);
        reader.get(path + "/credentials").expectProblem(403, "application.no_access");
        client.put(path + "/applications/" + application, Map.of()).expect(204);
        client.post(path + "/disable", Map.of()).expect(200);
        reader.get(path + "/credentials").expectProblem(409, "connection.disabled");
        client.post(path + "/enable", Map.of()).expect(200);
        reader.get(path + "/credentials").expect(200);
        client.post(path + "/revoke", Map.of()).expect(200);
        assertThat(reader.get(path + "/credentials").status()).isEqualTo(409);
    }

    private static JsonNode details(Client client, String connection) {
        return client.get("/v1/connections/" + connection).expect(200).json();
    }

    /** Called with what Mooring gives and nothing else. */
    private static List<String> contacts(House house, Client client, String connection)
            throws IOException, InterruptedException {
        var given = client.get("/v1/connections/" + connection + "/credentials").expect(200).json();
        var request =
                HttpRequest.newBuilder(house.sandbox().url("/api/contacts"))
                        .method("GET", BodyPublishers.noBody());
        given.path("headers")
                .properties()
                .forEach(header -> request.header(header.getKey(), header.getValue().asString()));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body())
                    .valueStream()
                    .map(contact -> contact.path("name").asString())
                    .toList();
        }
    }
}
