package dev.mooring.api.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.sample.SampleTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest extends SampleTest {

    private static final Path REVIEWED = Path.of("src/test/resources/openapi-sample.json");
    private static final Path MADE = Path.of("target/openapi-sample.json");

    @Test
    void theDocumentIsTheOneThatWasReviewed() throws IOException {
        var made = get("/openapi.json");
        Files.writeString(MADE, made);
        assertThat(made)
                .as("review %s, then copy it over %s", MADE, REVIEWED)
                .isEqualTo(Files.readString(REVIEWED));
    }

    @Test
    void theDocumentIsTheSameEveryTime() {
        assertThat(get("/openapi.json")).isEqualTo(get("/openapi.json"));
    }

    @Test
    void thePageListsEveryOperationAndLoadsNothing() {
        var page = get("/docs");
        assertThat(page)
                .contains(
                        "GET /v1/things/{thing}",
                        "Needs the scope connections:read or audit:read.",
                        "id=\"schema-Problem\"",
                        "<a href=\"/problems/service.unknown\"><code>service.unknown</code></a>",
                        "Mooring-At-Least",
                        "curl -X POST")
                .doesNotContain("<script", "<img", "<link", "src=", "@import", "url(")
                .doesNotContain("http://", "https://", "href=\"//");
    }

    @Test
    void thePageMayDoNothingButShowItself() {
        anyone.get()
                .uri("/docs")
                .exchange()
                .expectHeader()
                .valueMatches(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    private String get(String path) {
        return new String(
                anyone.get()
                        .uri(path)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBodyContent(),
                java.nio.charset.StandardCharsets.UTF_8);
    }
}
