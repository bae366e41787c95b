package dev.mooring.query.reuseindex;

import dev.mooring.language.Personal;
import dev.mooring.query.Join;
import dev.mooring.query.Kind;
import dev.mooring.query.connection.GrantState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be reused for one configuration of one user; found by the configuration's fingerprint.
 *
 * @param authorizations those in effect, the newest first
 */
public record Offer(String user, List<Offered> authorizations) {

    /** Made of authorizations alone: no event concerns an offer by itself. */
    static final Kind<Offer> KIND =
            new Kind<>("offer", Offer.class, _ -> null, (offer, _) -> offer)
                    .personal(Offer::user, Offer::erased);

    /** An authorization is offered as long as it is in effect. */
    static final Join<GrantState, Offer> GRANTS =
            new Join<>(
                    GrantState.KIND,
                    KIND,
                    grant -> List.of(grant.fingerprint()),
                    _ -> List.of(),
                    Offer::with);

    private static final Comparator<Offered> NEWEST_FIRST =
            Comparator.comparing(Offered::grantedAt)
                    .reversed()
                    .thenComparing(Offered::authorization);

    /**
     * An authorization as it is offered.
     *
     * @param accountName personal; null for a nameless one
     * @param connections those that share it, where it has no name to be recognised by
     */
    public record Offered(
            String authorization,
            @Nullable String accountName,
            Instant grantedAt,
            List<String> connections) {

        private Offered erased() {
            return accountName == null
                    ? this
                    : new Offered(authorization, Personal.ERASED, grantedAt, connections);
        }

        @Override
        public String toString() {
            return "Offered[" + authorization + "]";
        }
    }

    static Offer with(@Nullable Offer offer, GrantState grant) {
        var others =
                offer == null
                        ? Stream.<Offered>of()
                        : offer.authorizations.stream()
                                .filter(it -> !it.authorization().equals(grant.authorization()));
        var all = grant.isInEffect() ? Stream.concat(others, Stream.of(offered(grant))) : others;
        return new Offer(grant.user(), all.sorted(NEWEST_FIRST).toList());
    }

    private Offer erased() {
        return new Offer(user, authorizations.stream().map(Offered::erased).toList());
    }

    private static Offered offered(GrantState grant) {
        return new Offered(
                grant.authorization(),
                grant.accountName(),
                grant.granted().at(),
                grant.accountName() == null ? grant.connections() : List.of());
    }
}
