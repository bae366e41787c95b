package dev.mooring.credentials.generations;

import dev.mooring.credentials.vault.Secret;
import dev.mooring.oauth2.TokenAnswer;
import dev.mooring.oauth2.TokenAnswers;
import dev.mooring.oauth2.Tokens;
import dev.mooring.outbound.Headers;
import dev.mooring.outbound.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token endpoint's answer as it came, with what is needed to take it apart: sealed before
 * anything else is done, so that a node that dies right after loses nothing (security.md 16).
 *
 * @param response the body, whole
 * @param at the moment from which the lifetime is counted
 * @param asked the scopes that the request stood for
 * @param usedRefreshToken the one that was sent, which stays where no new one came (RFC 6749 §6);
 *     null for an exchange
 */
public record TokenReceipt(
        String response,
        Instant at,
        List<String> asked,
        String scopeSeparator,
        @Nullable Secret usedRefreshToken) {

    private static final String RESPONSE = "response";
    private static final String AT = "at";
    private static final String ASKED = "asked";
    private static final String SEPARATOR = "scope_separator";
    private static final String USED = "used_refresh_token";
    private static final Headers JSON =
            new Headers(Map.of("Content-Type", List.of("application/json")));

    public TokenReceipt {
        asked = List.copyOf(asked);
    }

    /** Whether a generation's fields are a receipt, which is yet to be taken apart. */
    static boolean isIn(Map<String, Secret> fields) {
        return fields.containsKey(RESPONSE);
    }

    static TokenReceipt from(Map<String, Secret> fields) {
        return new TokenReceipt(
                Lines.required(fields, RESPONSE),
                Instant.parse(Lines.required(fields, AT)),
                Lines.split(Lines.required(fields, ASKED)),
                Lines.required(fields, SEPARATOR),
                fields.get(USED));
    }

    public Map<String, Secret> fields() {
        var fields = new HashMap<String, Secret>();
        fields.put(RESPONSE, Secret.of(response));
        fields.put(AT, Secret.of(at.toString()));
        fields.put(ASKED, Secret.of(Lines.join(asked)));
        fields.put(SEPARATOR, Secret.of(scopeSeparator));
        if (usedRefreshToken != null) {
            fields.put(USED, usedRefreshToken);
        }
        return fields;
    }

    /** The tokens in it. */
    public HeldTokens tokens() {
        var answer = new Outcome.Answered(200, JSON, response);
        if (TokenAnswers.read(answer, asked, scopeSeparator)
                instanceof TokenAnswer.Granted(Tokens tokens)) {
            return HeldTokens.of(
                    usedRefreshToken == null ? tokens : tokens.keeping(usedRefreshToken.reveal()),
                    at);
        }
        throw new IllegalStateException("what is kept as a receipt held tokens when it came");
    }

    /** Without what opens anything. */
    @Override
    public String toString() {
        return "TokenReceipt[at=" + at + "]";
    }
}
