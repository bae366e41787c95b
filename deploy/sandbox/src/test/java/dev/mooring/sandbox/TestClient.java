package dev.mooring.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client as Mooring is one: confidential, with PKCE. */
final class TestClient {

    static final String CALLBACK = "http://127.0.0.1:8484/callback/reg_1";
    static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";
    static final String ALL =
            "openid profile email contacts.read contacts.create contacts.update contacts.delete";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;

    TestClient(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** An authorization request; {@code overrides} replace parameters, an empty one removes it. */
    URI request(String scope, String... overrides) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", sandbox.clientId());
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", scope);
        parameters.put("state", "state-1 &?");
        parameters.put("code_challenge", challenge(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        for (int i = 0; i < overrides.length; i += 2) {
            parameters.put(overrides[i], overrides[i + 1]);
        }
        parameters.values().removeIf(String::isEmpty);
        return sandbox.url("/oauth2/authorize?" + encoded(parameters));
    }

    Reply exchange(URI answer, String... overrides) {
        return token(
                with(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                parameters(answer).getOrDefault("code", "none"),
                                "redirect_uri",
                                CALLBACK,
                                "code_verifier",
                                VERIFIER),
                        overrides));
    }

    Reply refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    Reply revoke(String token) {
        return post("/oauth2/revoke", Map.of("token", token), true);
    }

    Reply introspect(String token) {
        return post("/oauth2/introspect", Map.of("token", token), true);
    }

    Reply token(Map<String, String> form) {
        return post("/oauth2/token", form, true);
    }

    Reply post(String path, Map<String, String> form, boolean basic) {
        var request =
                HttpRequest.newBuilder(sandbox.url(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        if (basic) {
            var pair = sandbox.clientId() + ":" + sandbox.clientSecret();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
        }
        return send(request);
    }

    Reply api(String method, String path, String accessToken, String body) {
        return send(
                HttpRequest.newBuilder(sandbox.url(path))
                        .header("Authorization", "Bearer " + accessToken)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply get(String path, String... headers) {
        var request = HttpRequest.newBuilder(sandbox.url(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    static Map<String, String> parameters(URI uri) {
        var parameters = new HashMap<String, String>();
        for (var pair : uri.getRawQuery().split("&")) {
            var parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return parameters;
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(http.send(request.build(), BodyHandlers.ofString()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> with(Map<String, String> form, String... overrides) {
        var all = new HashMap<>(form);
        for (int i = 0; i < overrides.length; i += 2) {
            all.put(overrides[i], overrides[i + 1]);
        }
        return all;
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(e ->
                        URLEncoder.encode(e.getKey(), UTF_8)
                                + "="
                                + URLEncoder.encode(e.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    record Reply(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        List<String> words(String field) {
            return Arrays.asList(text(field).split(" "));
        }
    }
}
