package dev.mooring.sandbox.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The authorization request that waits while a person signs in, carried along by the pages.
 *
 * <p>It stands in the page and not in the session, so that two windows do not answer each other's
 * request; and it is a query only, so that nobody is ever led anywhere but to our own authorization
 * endpoint.
 *
 * @param query the request's parameters, percent-encoded
 */
public record PendingRequest(String query) {

    /** Where authorization requests are answered (RFC 6749 section 3.1). */
    public static final String ENDPOINT = "/oauth2/authorize";

    private static final List<String> ANSWERED_BY_SIGNING_IN = List.of("login", "select_account");
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]{0,8000}");

    public PendingRequest {
        if (!QUERY.matcher(query).matches()) {
            throw new IllegalArgumentException("not the query of a URI (RFC 3986 section 3.4)");
        }
    }

    /** What a page handed back, or nothing if that cannot have come from one. */
    static Optional<PendingRequest> handedBack(@Nullable String query) {
        return Optional.ofNullable(query)
                .filter(text -> !text.isEmpty() && QUERY.matcher(text).matches())
                .map(PendingRequest::new);
    }

    /** The request with these parameters, no longer asking that the person sign in first. */
    public static PendingRequest of(Map<String, String[]> parameters) {
        var pairs = new ArrayList<String>();
        parameters.forEach((name, values) -> {
            for (var value : values) {
                var kept = name.equals("prompt") ? withoutSigningIn(value) : value;
                if (!kept.isEmpty()) {
                    pairs.add(UriUtils.encode(name, UTF_8) + "=" + UriUtils.encode(kept, UTF_8));
                }
            }
        });
        return new PendingRequest(String.join("&", pairs));
    }

    /** The same for a request that stands in a URI. */
    public static PendingRequest of(URI request) {
        var parameters = new LinkedHashMap<String, String[]>();
        UriComponentsBuilder.fromUri(request)
                .build()
                .getQueryParams()
                .forEach((name, values) ->
                        parameters.put(
                                UriUtils.decode(name, UTF_8),
                                values.stream()
                                        .map(value -> UriUtils.decode(value, UTF_8))
                                        .toArray(String[]::new)));
        return of(parameters);
    }

    /** Whether the request asks that the person sign in, signed in or not. */
    static boolean asksToSignIn(@Nullable String prompt) {
        return prompt != null
                && Arrays.stream(prompt.split(" ")).anyMatch(ANSWERED_BY_SIGNING_IN::contains);
    }

    /** The sign-in page that leads to this request. */
    public String signInPath() {
        return UriComponentsBuilder.fromPath("/sign-in")
                .queryParam("next", UriUtils.encode(query, UTF_8))
                .build(true)
                .toUriString();
    }

    /** The request itself. */
    String path() {
        return ENDPOINT + "?" + query;
    }

    private static String withoutSigningIn(String prompt) {
        return String.join(
                " ",
                Arrays.stream(prompt.split(" "))
                        .filter(value -> !ANSWERED_BY_SIGNING_IN.contains(value))
                        .toList());
    }
}
