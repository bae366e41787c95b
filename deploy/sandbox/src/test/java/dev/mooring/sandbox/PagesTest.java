package dev.mooring.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages by themselves, and what the server tells about itself. */
class PagesTest {

    private static Sandbox sandbox;
    private static TestClient client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(0, Map.of("client-secret", "another-secret"));
        client = new TestClient(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in", "/nowhere", "/oauth2/authorize?client_id=unknown"})
    void everyPageForbidsScriptsAndForeignContent(String path) {
        var page = client.get(path, "Accept", "text/html");

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("script-src", "unsafe");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.response().body()).contains("<h1>").doesNotContain("<script", "style=");
    }

    @Test
    void signingInNeedsAPageFromHere() {
        var reply = client.post("/sign-in", Map.of("account", "ada"), false);

        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    void signingInNeverLeadsElsewhere() {
        var page =
                client.get(
                        "/sign-in?next=%0d%0aLocation:%20http://example.com",
                        "Accept", "text/html");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().body()).doesNotContain("name=\"next\"");
    }

    @Test
    void whatIsPutIntoAPageIsEscaped() {
        var page = client.get("/sign-in?next=a=%27%26b", "Accept", "text/html");

        assertThat(page.response().body()).contains("value=\"a=&#39;&amp;b\"");
    }

    @Test
    void aForeignHostNameIsRefused() throws Exception {
        try (var socket = new Socket("127.0.0.1", sandbox.issuer().getPort())) {
            socket.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                                    .getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server"
            })
    void theMetadataSaysWhatIsSo(String path) {
        var metadata = client.get(path).json();

        assertThat(metadata.path("issuer").asString()).isEqualTo(sandbox.issuer().toString());
        assertThat(metadata.path("authorization_response_iss_parameter_supported").asBoolean())
                .isTrue();
        assertThat(metadata.path("code_challenge_methods_supported").toString())
                .isEqualTo("[\"S256\"]");
        assertThat(metadata.path("grant_types_supported").toString())
                .isEqualTo("[\"authorization_code\",\"refresh_token\"]");
        assertThat(metadata.path("scopes_supported").toString()).contains("contacts.read");
    }

    @Test
    void theServiceDescriptionCanBePosted() {
        var service = client.get("/service.json").json();

        assertThat(service.at("/auth/type").asString()).isEqualTo("oauth2_authorization_code");
        assertThat(service.at("/auth/clientSecret").asString()).isEqualTo("another-secret");
        assertThat(service.at("/auth/tokenUrl").asString())
                .isEqualTo(sandbox.url("/oauth2/token").toString());
        assertThat(service.at("/scopes/0/access/0").asString()).isEqualTo("read");
        assertThat(service.at("/api/baseUrls/0").asString())
                .isEqualTo(sandbox.url("/api").toString());
    }
}
