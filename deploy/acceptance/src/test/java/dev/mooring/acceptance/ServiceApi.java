package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox's contacts, called with the headers that Mooring gives and nothing else.
 *
 * @param contacts the collection's address
 */
record ServiceApi(URI contacts) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    String host() {
        return contacts.getAuthority();
    }

    /** Names of the account's contacts. */
    List<String> names(JsonNode headers) {
        return JSON.readTree(send(HttpRequest.newBuilder(contacts), headers, 200))
                .valueStream()
                .map(contact -> contact.path("name").asString())
                .toList();
    }

    /** Adds a contact to the account's. */
    void add(JsonNode headers, String name) {
        var body = JSON.writeValueAsString(Map.of("name", name));
        send(
                HttpRequest.newBuilder(contacts)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                headers,
                201);
    }

    private static String send(HttpRequest.Builder request, JsonNode headers, int expected) {
        headers.properties()
                .forEach(header -> request.header(header.getKey(), header.getValue().asString()));
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(expected);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling the service", e);
        }
    }
}
