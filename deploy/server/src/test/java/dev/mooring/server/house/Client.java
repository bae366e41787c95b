package dev.mooring.server.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the API with a key, and a user for whom it acts. It reads what any client of its
 * house has written. Thread-safe.
 */
public final class Client {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final String key;
    private final @Nullable String user;
    private final Map<String, String> headers;
    private final AtomicLong seen;

    private Client(
            URI base,
            String key,
            @Nullable String user,
            Map<String, String> headers,
            AtomicLong seen) {
        this.base = base;
        this.key = key;
        this.user = user;
        this.headers = headers;
        this.seen = seen;
    }

    /**
     * @param seen the position that the clients of one house have seen together
     */
    static Client of(URI base, String key, AtomicLong seen) {
        return new Client(base, key, null, Map.of(), seen);
    }

    /** The same client, for this user. */
    public Client as(String other) {
        return new Client(base, key, other, headers, seen);
    }

    /** The same client with another key or token. */
    public Client withKey(String other) {
        return new Client(base, other, user, headers, seen);
    }

    /** The same client with one more header on whatever it sends. */
    public Client with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Client(base, key, user, Map.copyOf(more), seen);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** The lines of an answer that goes on, as they come. */
    public Stream<String> stream(String path) {
        var request = request("GET", path, null).setHeader("Accept", "text/event-stream");
        return exchange("GET " + path, request.build(), BodyHandlers.ofLines()).body();
    }

    /** Sends a body as JSON, or none. */
    public Answer send(String method, String path, @Nullable Object body) {
        var what = method + " " + path;
        var response = exchange(what, request(method, path, body).build(), BodyHandlers.ofString());
        response.headers()
                .firstValueAsLong("Mooring-Position")
                .ifPresent(position -> seen.accumulateAndGet(position, Math::max));
        return new Answer(what, response.statusCode(), response.headers(), response.body());
    }

    private HttpRequest.Builder request(String method, String path, @Nullable Object body) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (user != null) {
            request.header("Mooring-User", user);
        }
        headers.forEach(request::header);
        if (seen.get() > 0) {
            request.header("Mooring-At-Least", Long.toString(seen.get()));
        }
        return request;
    }

    private static <T> HttpResponse<T> exchange(
            String what, HttpRequest request, BodyHandler<T> body) {
        try {
            return HTTP.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + what, e);
        }
    }
}
