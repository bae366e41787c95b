package dev.mooring.workspaces;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.UserId;
import java.time.Instant;
import java.util.List;
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
     * @param previous the secret from before the last rotation; null where there is none, or none
     *     any more
     */
    record Issued(
            Set<String> scopes,
            @Nullable ApplicationId application,
            @Nullable Set<UserId> actsFor,
            Secret current,
            @Nullable Secret previous)
            implements Key {

        public Issued {
            scopes = Set.copyOf(scopes);
            actsFor = actsFor == null ? null : Set.copyOf(actsFor);
        }

        Issued with(Secret newCurrent, @Nullable Secret newPrevious) {
            return new Issued(scopes, application, actsFor, newCurrent, newPrevious);
        }

        List<Secret> secrets() {
            return previous == null ? List.of(current) : List.of(current, previous);
        }
    }

    /**
     * What a holder proves the key by.
     *
     * @param hash SHA-256 in hexadecimal
     * @param endsAt from then on it proves nothing; null for never
     */
    record Secret(String hash, @Nullable Instant endsAt) {

        boolean worksAt(Instant at) {
            return endsAt == null || at.isBefore(endsAt);
        }

        /** The same, ending then at the latest. */
        Secret endingBy(@Nullable Instant end) {
            return end == null || (endsAt != null && endsAt.isBefore(end))
                    ? this
                    : new Secret(hash, end);
        }
    }

    /** It opens nothing any more. */
    record Revoked() implements Key {}
}
