package dev.mooring.server.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A user's connection to a service that a test has made up, and an attempt to authorize it. */
public final class AtPeer {

    private final Client client;
    private final String service;
    private final String connection;
    private final Answer started;
    private final Browser browser = new Browser();
    private final URI request;

    private AtPeer(
            Client client, String service, String connection, String how, Map<String, ?> more) {
        this.client = client;
        this.service = service;
        this.connection = connection;
        this.started = Steps.start(client, connection, how, more);
        this.request = browser.goOn(Steps.startUrl(started));
    }

    /** Posts a service and publishes it; returns its id. */
    public static String publish(Client admin, Map<String, ?> posted) {
        var service = admin.post("/v1/services", posted).expect(201).text("/id");
        admin.post("/v1/services/" + service + "/publish", Map.of()).expect(200);
        return service;
    }

    /** Creates a connection and starts an attempt, whose browser is at the service. */
    public static AtPeer begin(
            Client client, String service, List<String> scopes, Map<String, String> parameters) {
        return begin(client, service, scopes, parameters, Map.of());
    }

    /**
     * The same.
     *
     * @param more of what is posted to start it
     */
    public static AtPeer begin(
            Client client,
            String service,
            List<String> scopes,
            Map<String, String> parameters,
            Map<String, ?> more) {
        var connection = create(client, service, scopes, parameters);
        return new AtPeer(client, service, connection, "authorize", more);
    }

    /** A connection that was created. */
    public static String create(
            Client client, String service, List<String> scopes, Map<String, String> parameters) {
        return client.post(
                        "/v1/connections",
                        Map.of(
                                "service",
                                service,
                                "name",
                                "Things",
                                "scopes",
                                scopes,
                                "parameters",
                                parameters))
                .expect(201)
                .text("/id");
    }

    /** Starts another attempt for the same connection. */
    public AtPeer again() {
        return new AtPeer(client, service, connection, "reauthorize", Map.of());
    }

    /** The authorization request, as the service has it. */
    public URI request() {
        return request;
    }

    /** The attempt's path. */
    public String path() {
        return "/v1/attempts/" + started.text("/attemptId");
    }

    public String service() {
        return service;
    }

    public String connection() {
        return connection;
    }

    public Browser browser() {
        return browser;
    }

    /** The redirect URI with an answer to the request, not yet opened. */
    public URI callback(Map<String, String> answer) {
        var asked = Browser.parameters(request);
        var all = new TreeMap<>(answer);
        all.putIfAbsent("state", asked.get("state"));
        var query = new StringBuilder();
        all.forEach((name, value) ->
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, UTF_8)));
        return URI.create(asked.get("redirect_uri") + query);
    }

    /** The service answers, and the browser goes where that leads. */
    public HttpResponse<String> answers(Map<String, String> answer) {
        return browser.arrive(callback(answer));
    }

    public void isPending() {
        assertThat(Steps.attempt(client, started).text("/status")).isEqualTo("pending");
    }

    public void completesWith(Map<String, String> answer) {
        var page = answers(answer);
        assertThat(page.uri().getPath())
                .as(() -> Steps.attempt(client, started).body())
                .isEqualTo("/outcome/connected");
        Steps.awaitStatus(client, started, "completed");
        assertThat(Steps.status(client, connection)).isEqualTo("connected");
    }

    /** Fails unless the attempt fails by this answer and for this reason. */
    public void failsWith(Map<String, String> answer, String reason) {
        assertThat(answers(answer).uri().getPath()).isEqualTo("/outcome/failed");
        assertThat(Steps.awaitStatus(client, started, "failed").text("/reason")).isEqualTo(reason);
    }

    /** What an application is given, once it is what a test waits for: tokens are due in time. */
    public Answer credentials(Predicate<Answer> awaited) {
        return Awaitility.await("credentials of " + connection)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> credentials().expect(200), awaited);
    }

    /** What an application would be given. */
    public Answer credentials() {
        return client.get("/v1/connections/" + connection + "/credentials");
    }
}
