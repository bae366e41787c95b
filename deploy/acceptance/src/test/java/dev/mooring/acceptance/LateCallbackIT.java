package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.browser.PlainBrowser;
import dev.mooring.acceptance.http.ApiClient;
import dev.mooring.acceptance.http.ServiceStub;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The window ends, whatever happens to the server within it. */
class LateCallbackIT {

    private static final String WINDOW = "PT8S";

    @Test
    void aLateCallbackChangesNothingButHistoryThoughTheServerWasKilled() {
        try (var site =
                        Site.start(
                                "late-callback",
                                settings -> settings.with("mooring.authorizing.window", WINDOW));
                var stub = ServiceStub.start()) {
            stub.gives("access", "refresh", 3600);
            Attempts.publish(site.admin(), stub.posted("stub", "secret"));
            var ada = site.as("ada@workspace.example");
            var connection = Attempts.create(ada, "stub", "things.read");
            var started = Attempts.start(ada, connection, Map.of());
            assertThat(secondsLeft(ada, connection)).isBetween(1L, 8L);
            var browser = new PlainBrowser();
            var request = browser.goOn(URI.create(started.text("/startUrl")));
            site.server().kill();
            site.server().startAgain();

            Attempts.awaitStatus(ada, started, "expired");
            // The view tells by the clock what the log then records.
            var expired =
                    Awaitility.await("the end of the window in the log")
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> types(ada, connection), types -> types.size() > 2);
            assertThat(expired)
                    .containsExactly(
                            "connection.created",
                            "connection.authorization_started",
                            "connection.authorization_expired");
            var late = ServiceStub.callback(request, Map.of("code", "late"));
            var page = browser.arrive(late);
            browser.arrive(late);

            assertThat(page.statusCode()).isEqualTo(410);
            assertThat(page.body()).contains("The window has closed");
            assertThat(stub.tokenRequests()).isEmpty();
            Attempts.isUntouched(ada, connection);
            assertThat(types(ada, connection))
                    .startsWith(expired.toArray(String[]::new))
                    .hasSizeLessThanOrEqualTo(4);

            Attempts.authorizeAtStub(ada, connection, new PlainBrowser(), "in time");
            Attempts.isConnected(ada, connection);
        }
    }

    private static long secondsLeft(ApiClient api, String connection) {
        return api.get("/v1/connections/" + connection)
                .expect(200)
                .json()
                .at("/attempt/secondsLeft")
                .asLong();
    }

    private static List<String> types(ApiClient api, String connection) {
        return api.get("/v1/connections/" + connection + "/history")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map((JsonNode event) -> event.path("type").asString())
                .toList();
    }
}
