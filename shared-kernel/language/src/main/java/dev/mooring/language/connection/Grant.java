package dev.mooring.language.connection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service granted. The credential itself lies in the vault.
 *
 * @param clientVersion the version of the workspace's client that it was granted to; 0 for key
 *     types
 * @param scopes what was granted, which may be less than was asked for
 * @param vaultVersion the version of the vault's entry that holds the credential
 * @param endsAt when the grant itself ends, where the service tells
 */
public record Grant(
        int clientVersion, List<String> scopes, long vaultVersion, @Nullable Instant endsAt) {

    public Grant {
        scopes = List.copyOf(scopes);
    }
}
