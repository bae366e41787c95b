package dev.mooring.credentials.generations;

import dev.mooring.credentials.vault.Secret;
import dev.mooring.oauth2.Tokens;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A generation of an OAuth 2.0 credential.
 *
 * @param since from when the access token's lifetime counts
 * @param until when the access token expires; null where the service does not say
 * @param refreshToken null where the service gave none
 * @param scopes granted with it
 */
public record HeldTokens(
        Secret accessToken,
        Instant since,
        @Nullable Instant until,
        @Nullable Secret refreshToken,
        List<String> scopes) {

    private static final String ACCESS_TOKEN = "access_token";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";
    private static final String REFRESH_TOKEN = "refresh_token";
    private static final String SCOPES = "scopes";

    public HeldTokens {
        scopes = List.copyOf(scopes);
    }

    static HeldTokens of(Tokens tokens, Instant at) {
        var lifetime = tokens.lifetime();
        var refreshToken = tokens.refreshToken();
        return new HeldTokens(
                Secret.of(tokens.accessToken()),
                at,
                lifetime == null ? null : at.plus(lifetime),
                refreshToken == null ? null : Secret.of(refreshToken),
                tokens.grantedScopes());
    }

    /** The tokens in a generation's fields, whether or not they were taken apart already. */
    public static HeldTokens from(Map<String, Secret> fields) {
        if (TokenReceipt.isIn(fields)) {
            return TokenReceipt.from(fields).tokens();
        }
        var until = fields.get(UNTIL);
        return new HeldTokens(
                Secret.of(Lines.required(fields, ACCESS_TOKEN)),
                Instant.parse(Lines.required(fields, SINCE)),
                until == null ? null : Instant.parse(until.reveal()),
                fields.get(REFRESH_TOKEN),
                Lines.split(Lines.required(fields, SCOPES)));
    }

    Map<String, Secret> fields() {
        var fields = new HashMap<String, Secret>();
        fields.put(ACCESS_TOKEN, accessToken);
        fields.put(SINCE, Secret.of(since.toString()));
        if (until != null) {
            fields.put(UNTIL, Secret.of(until.toString()));
        }
        if (refreshToken != null) {
            fields.put(REFRESH_TOKEN, refreshToken);
        }
        fields.put(SCOPES, Secret.of(Lines.join(scopes)));
        return fields;
    }

    /** Whether the access token still works at an instant, as far as the service said. */
    public boolean isValid(Instant at) {
        return until == null || at.isBefore(until);
    }
}
