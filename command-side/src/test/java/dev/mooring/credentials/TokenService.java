package dev.mooring.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.language.service.Auth.Rotation;
import dev.mooring.outbound.Headers;
import dev.mooring.outbound.Outbound;
import dev.mooring.outbound.OutboundRequest;
import dev.mooring.outbound.Outcome;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * An authorization server's token and revocation endpoints, as seen through the one way out. It
 * rotates refresh tokens as it is told to, ends the grant where a strict one is used twice, and
 * remembers how often each was sent. The next answers may be made to fail, before or after it
 * acted.
 */
public final class TokenService implements Outbound {

    public static final String FIRST_REFRESH_TOKEN = "refresh-1";
    private static final Headers JSON =
            new Headers(Map.of("Content-Type", List.of("application/json")));

    private final Rotation rotation;
    private final Map<String, Integer> sent = new HashMap<>();
    private final List<String> revoked = new ArrayList<>();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private int generation = 1;
    private boolean ended;
    private long lifetime = 3600;

    public TokenService(Rotation rotation) {
        this.rotation = rotation;
    }

    /** What goes wrong with a refresh. */
    @FunctionalInterface
    public interface Fault {

        Outcome happen(Supplier<Outcome> service);

        /** The service never hears of it. */
        static Fault instead(Outcome outcome) {
            return service -> outcome;
        }

        /** The service acts, and nobody hears of that. */
        static Fault answerLost() {
            return service -> {
                service.get();
                return new Outcome.Ambiguous(Outcome.Ambiguous.Cause.TIMED_OUT, null);
            };
        }
    }

    @Override
    public Outcome send(OutboundRequest request) {
        var form = form(request);
        if (request.uri().getPath().equals("/revoke")) {
            return revoke(form.getOrDefault("token", ""));
        }
        var fault = take(form.getOrDefault("refresh_token", ""));
        return fault.happen(() -> refresh(form.getOrDefault("refresh_token", "")));
    }

    public synchronized void nextFails(Fault fault) {
        faults.add(fault);
    }

    /** The grant is gone at the service. */
    public synchronized void end() {
        ended = true;
    }

    public synchronized void lifetime(long seconds) {
        lifetime = seconds;
    }

    /** How often each refresh token was sent. */
    public synchronized Map<String, Integer> sent() {
        return Map.copyOf(sent);
    }

    public synchronized int sentInAll() {
        return sent.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The tokens that were revoked, in order. */
    public synchronized List<String> revoked() {
        return List.copyOf(revoked);
    }

    public static Outcome answer(int status, String body) {
        return new Outcome.Answered(status, JSON, body);
    }

    private synchronized Fault take(String refreshToken) {
        sent.merge(refreshToken, 1, Integer::sum);
        var fault = faults.poll();
        return fault == null ? Supplier::get : fault;
    }

    private synchronized Outcome refresh(String refreshToken) {
        if (!refreshToken.equals("refresh-" + generation)
                && !(rotation == Rotation.GRACE
                        && refreshToken.equals("refresh-" + (generation - 1)))) {
            ended = ended || rotation == Rotation.STRICT || rotation == Rotation.UNKNOWN;
            return answer(400, "{\"error\":\"invalid_grant\"}");
        }
        if (ended) {
            return answer(400, "{\"error\":\"invalid_grant\"}");
        }
        if (rotation == Rotation.NONE) {
            return answer(
                    200,
                    "{\"access_token\":\"access-again-%d\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                            .formatted(sent.get(refreshToken), lifetime));
        }
        generation++;
        return answer(
                200,
                """
                {"access_token":"access-%d","token_type":"Bearer","expires_in":%d,"refresh_token":"refresh-%d"}\
                """
                        .formatted(generation, lifetime, generation));
    }

    private synchronized Outcome revoke(String token) {
        revoked.add(token);
        return answer(200, "");
    }

    private static Map<String, String> form(OutboundRequest request) {
        var form = new HashMap<String, String>();
        var body = request.body() == null ? "" : request.body().text();
        for (var pair : body.split("&")) {
            int at = pair.indexOf('=');
            if (at > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, at), UTF_8),
                        URLDecoder.decode(pair.substring(at + 1), UTF_8));
            }
        }
        return form;
    }
}
