package dev.mooring.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of the API.
 *
 * @param call method and path, for people
 */
public record Answer(String call, int status, HttpHeaders headers, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** A text in the answer by its JSON pointer; fails where there is none. */
    public String text(String pointer) {
        var node = json().at(pointer);
        assertThat(node.isString()).as("%s in the answer to %s: %s", pointer, call, body).isTrue();
        return node.stringValue();
    }

    /** Fails unless it has this status. */
    public Answer expect(int expected) {
        assertThat(status).as("%s: %s", call, body).isEqualTo(expected);
        return this;
    }

    /** Fails unless it is a problem with this code (RFC 9457), which names what was refused. */
    public Answer expectProblem(int expectedStatus, String code) {
        expect(expectedStatus);
        assertThat(headers.firstValue("Content-Type").orElse(""))
                .as(call)
                .startsWith("application/problem+json");
        assertThat(json().path("code").asString("")).as("%s: %s", call, body).isEqualTo(code);
        assertThat(json().path("status").asInt()).as(call).isEqualTo(expectedStatus);
        assertThat(json().path("type").asString("")).as(call).contains("/problems/");
        assertThat(json().path("title").asString("")).as(call).isNotBlank();
        return this;
    }

    /** The log's position that the answer reflects; 0 where it tells none. */
    public long position() {
        return headers.firstValue("Mooring-Position").map(Long::parseLong).orElse(0L);
    }
}
