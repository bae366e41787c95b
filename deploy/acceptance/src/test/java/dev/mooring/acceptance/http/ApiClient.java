package dev.mooring.acceptance.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the API, as an application's backend has one: a key, and a user for whom it acts. It
 * reads what it has written, whichever node answers, and remembers every answer. Thread-safe.
 */
public final class ApiClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String key;
    private final @Nullable String user;
    private final AtomicLong seen;
    private final List<Answer> answers;

    private ApiClient(
            URI base, String key, @Nullable String user, AtomicLong seen, List<Answer> answers) {
        this.base = base;
        this.key = key;
        this.user = user;
        this.seen = seen;
        this.answers = answers;
    }

    /** A client with a key, for nobody in particular. */
    public static ApiClient of(URI base, String key) {
        return new ApiClient(base, key, null, new AtomicLong(), new CopyOnWriteArrayList<>());
    }

    /** The same client, for this user, by the workspace's own id. */
    public ApiClient as(String other) {
        return new ApiClient(base, key, other, seen, answers);
    }

    /** The same client with another key. */
    public ApiClient withKey(String other) {
        return new ApiClient(base, other, user, seen, answers);
    }

    /** Every answer so far, to this client and to those made of it. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    public Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body), Map.of());
    }

    public Answer post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, JSON.writeValueAsString(body), headers);
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body), Map.of());
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, JSON.writeValueAsString(body), Map.of());
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    /** Sends whatever it is given. */
    public Answer send(
            String method, String path, @Nullable String body, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (user != null) {
            request.header("Mooring-User", user);
        }
        if (seen.get() > 0) {
            request.header("Mooring-At-Least", Long.toString(seen.get()));
        }
        headers.forEach(request::setHeader);
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var answer =
                    new Answer(
                            method + " " + path,
                            response.statusCode(),
                            response.headers(),
                            response.body());
            answers.add(answer);
            seen.accumulateAndGet(answer.position(), Math::max);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + method + " " + path, e);
        }
    }
}
