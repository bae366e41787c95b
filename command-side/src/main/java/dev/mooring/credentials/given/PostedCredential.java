package dev.mooring.credentials.given;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code credential} in the body of authorize and reauthorize: which of its members are needed, the
 * service's auth type says.
 *
 * @param keys by name, as the service lists them
 */
public record PostedCredential(
        @Nullable Map<String, String> keys,
        @Nullable String username,
        @Nullable String password,
        @Nullable String token) {

    @Override
    public String toString() {
        return "PostedCredential[…]";
    }
}
