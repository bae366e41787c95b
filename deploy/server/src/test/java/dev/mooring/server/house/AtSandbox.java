package dev.mooring.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.sandbox.visitor.Visitor;
import java.net.URI;
import java.util.Map;

/** An attempt whose browser is at the sandbox. */
public final class AtSandbox {

    private final Client client;
    private final String connection;
    private final Answer started;
    private final Browser browser = new Browser();
    private final URI request;

    /**
     * Creates a user's connection and starts to authorize it.
     *
     * @param more of what is posted for that
     */
    public AtSandbox(House house, String user, Map<String, String> more) {
        client = house.as(user);
        connection = Steps.create(client, "Things");
        started = Steps.start(client, connection, "authorize", more);
        request = browser.goOn(Steps.startUrl(started));
    }

    public Client client() {
        return client;
    }

    public String connection() {
        return connection;
    }

    public Answer started() {
        return started;
    }

    public Browser browser() {
        return browser;
    }

    /** The authorization request, not yet sent. */
    public URI request() {
        return request;
    }

    /** Consents; returns the callback, not yet opened. */
    public URI consents() {
        return new Visitor("ada").allow(request);
    }

    public void isPending() {
        assertThat(Steps.attempt(client, started).text("/status")).isEqualTo("pending");
    }

    public void completesAt(URI callback) {
        var page = browser.arrive(callback);
        assertThat(page.uri().getPath()).as(page.body()).isEqualTo("/outcome/connected");
        Steps.awaitStatus(client, started, "completed");
    }

    /** Whoever it is confirms with what the browser came back with. */
    public Answer confirm(Client by, URI back) {
        return by.post(
                "/v1/attempts/" + started.text("/attemptId") + "/confirm",
                Map.of("confirmation", Browser.parameters(back).get("confirmation")));
    }

    /** An address with one parameter set to another value. */
    public static URI with(URI url, String name, String value) {
        var text = url.toString();
        var changed = text.replaceFirst("([?&])" + name + "=[^&]*", "$1" + name + "=" + value);
        return URI.create(changed.equals(text) ? text + "&" + name + "=" + value : changed);
    }
}
