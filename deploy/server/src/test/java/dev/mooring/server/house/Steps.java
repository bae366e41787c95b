package dev.mooring.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.sandbox.visitor.Visitor;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The usual steps, in as few words as tests of the unusual ones need. */
public final class Steps {

    private Steps() {}

    /** A connection that was created at the sandbox, to read contacts. */
    public static String create(Client client, String name) {
        return client.post(
                        "/v1/connections",
                        Map.of(
                                "service",
                                "sandbox",
                                "name",
                                name,
                                "scopes",
                                List.of("contacts.read")))
                .expect(201)
                .text("/id");
    }

    /** Starts an attempt; the answer holds {@code attemptId} and {@code startUrl}. */
    public static Answer start(Client client, String connection, String how, Map<String, ?> more) {
        var body = new HashMap<String, Object>(more);
        body.putIfAbsent("accountName", "Mine");
        return client.post("/v1/connections/" + connection + "/" + how, body).expect(201);
    }

    public static URI startUrl(Answer started) {
        return URI.create(started.text("/startUrl"));
    }

    /** Goes through an attempt as this account of the sandbox's; returns the authorization. */
    public static String authorize(
            Client client, String connection, String how, String account, String accountName) {
        var started = start(client, connection, how, Map.of("accountName", accountName));
        var browser = new Browser();
        var page = browser.arrive(new Visitor(account).allow(browser.goOn(startUrl(started))));
        assertThat(page.uri().getPath())
                .as(() -> attempt(client, started).body())
                .isEqualTo("/outcome/connected");
        awaitStatus(client, started, "completed");
        return client.get("/v1/connections/" + connection).expect(200).text("/authorization/id");
    }

    /** Waits until the attempt has this status, and returns how it is shown. */
    public static Answer awaitStatus(Client client, Answer started, String status) {
        return Awaitility.await("attempt " + status)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> attempt(client, started),
                        answer -> answer.text("/status").equals(status));
    }

    public static Answer attempt(Client client, Answer started) {
        return client.get("/v1/attempts/" + started.text("/attemptId")).expect(200);
    }

    public static String status(Client client, String connection) {
        return client.get("/v1/connections/" + connection).expect(200).text("/status");
    }

    /** The types of what happened to the connection itself, in order. */
    public static List<String> history(Client client, String connection) {
        return client.get("/v1/connections/" + connection + "/history?limit=200")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .filter(event -> event.path("subject").asString("").equals(connection))
                .map(event -> event.path("type").asString())
                .toList();
    }
}
