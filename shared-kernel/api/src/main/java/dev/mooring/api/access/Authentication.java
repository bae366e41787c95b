package dev.mooring.api.access;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Finds the principal behind {@code Authorization: Bearer} (RFC 6750 section 2.1). May block. */
public final class Authentication {

    private static final String SCHEME = "bearer ";
    private static final int LONGEST_TOKEN = 8192;
    private static final StoredKey.Secret NOBODYS = new StoredKey.Secret("0".repeat(64), null);

    private final KeyDirectory keys;
    private final @Nullable JwtVerifier tokens;
    private final InstantSource clock;

    public Authentication(KeyDirectory keys, @Nullable JwtVerifier tokens, InstantSource clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * The principal whose credentials the request carries.
     *
     * @throws Refusal {@code authentication.required}, which does not tell an unknown key from a
     *     wrong secret
     */
    public Principal authenticate(HttpHeaders headers) {
        var token = bearer(headers.getOrEmpty(HttpHeaders.AUTHORIZATION));
        var key = ApiKey.parse(token);
        if (key.isPresent()) {
            return holder(key.get());
        }
        if (tokens != null && token.chars().filter(c -> c == '.').count() == 2) {
            return tokens.verify(token);
        }
        throw refused("The bearer token is not an API key");
    }

    private static String bearer(List<String> given) {
        if (given.isEmpty()) {
            throw refused("The Authorization header is missing");
        }
        var header = given.getFirst();
        if (given.size() > 1
                || header.length() > LONGEST_TOKEN
                || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw refused("The Authorization header has to be one Bearer token");
        }
        return header.substring(SCHEME.length()).strip();
    }

    private Principal holder(ApiKey key) {
        Optional<StoredKey> found = keys.find(key.id());
        var presented = key.sha256();
        var secrets = found.map(StoredKey::secrets).orElse(List.of(NOBODYS));
        StoredKey.@Nullable Secret match = null;
        for (var secret : secrets) {
            if (secret.matches(presented)) {
                match = secret;
            }
        }
        if (found.isEmpty() || match == null) {
            throw refused("The API key is not known");
        }
        if (match.expiredAt(clock.instant())) {
            throw refused("The API key has expired");
        }
        return found.get().principal();
    }

    private static Refusal refused(String detail) {
        return Refusal.of(ErrorCode.UNAUTHENTICATED, detail);
    }
}
