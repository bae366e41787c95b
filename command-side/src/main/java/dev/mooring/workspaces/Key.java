package dev.mooring.workspaces;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An API key as its events have made it; of its secret only the hash. Immutable. */
public sealed interface Key {

    /** There is none. */
    record Unknown() implements Key {}

    /**
     * It was made by the first start.
     *
     * @param onlyOnce whether it is void after it has made a key
     * @param secretHash SHA-256 in hexadecimal
     */
    record Bootstrap(Set<String> scopes, boolean onlyOnce, String secretHash) implements Key {

        public Bootstrap {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * It was made by an administrator.
     *
     * @param actsFor null for any user
     * @param expiresAt null for never
     * @param secretHash SHA-256 in hexadecimal
     */
    record Issued(
            Set<String> scopes,
            @Nullable ApplicationId application,
            @Nullable Set<UserId> actsFor,
            @Nullable Instant expiresAt,
            String secretHash)
            implements Key {

        public Issued {
            scopes = Set.copyOf(scopes);
            actsFor = actsFor == null ? null : Set.copyOf(actsFor);
        }
    }

    /** It opens nothing any more. */
    record Revoked() implements Key {}
}
