package dev.mooring.server.house;

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

    /** Fails unless it is a problem with this code (RFC 9457). */
    public Answer expectProblem(int expected, String code) {
        expect(expected);
        assertThat(json().path("code").asString("")).as("%s: %s", call, body).isEqualTo(code);
        return this;
    }
}
