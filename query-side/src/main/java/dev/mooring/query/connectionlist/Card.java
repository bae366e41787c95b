package dev.mooring.query.connectionlist;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.query.Join;
import dev.mooring.query.Kind;
import dev.mooring.query.connection.ConnectionState;
import dev.mooring.query.connection.GrantState;
import dev.mooring.query.connection.Shown;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection and what it shows of its authorization, with the fields that lists are filtered and
 * sorted by.
 *
 * @param status the status shown, if an attempt under way counts as one that has not expired
 * @param expiresAt when an attempt under way expires; null without one, and for one whose answer
 *     has come
 * @param sortName the name as sorting has it; personal, as is the text
 * @param updatedAt when something changed that the card shows
 * @param text what a text search looks through
 * @param grant the authorization that the connection is mapped to, without its sharers; null
 *     without one
 */
public record Card(
        String user,
        String service,
        String status,
        boolean deleted,
        @Nullable Instant expiresAt,
        String sortName,
        Instant updatedAt,
        String text,
        List<String> applications,
        ConnectionState connection,
        @Nullable GrantState grant) {

    static final Kind<Card> KIND =
            new Kind<>("card", Card.class, ConnectionState::concern, Card::fold)
                    .personal(Card::user, Card::erased);

    /** What a card shows of its authorization is copied, so that it can be filtered by. */
    static final Join<GrantState, Card> GRANT =
            new Join<>(
                    GrantState.KIND, KIND, GrantState::connections, Card::missing, Card::showing);

    private static final Instant BEFORE_ANY_EXPIRY = Instant.MIN;

    /** What is shown at an instant. */
    Shown shownAt(Instant at) {
        return Shown.of(connection, grant, at);
    }

    static @Nullable Card fold(@Nullable Card card, RecordedEvent event) {
        var connection = ConnectionState.fold(card == null ? null : card.connection, event);
        if (connection == null) {
            return null;
        }
        var grant = card == null ? null : card.grant;
        return of(connection, grant != null && isOf(connection, grant) ? grant : null);
    }

    static @Nullable Card showing(@Nullable Card card, GrantState grant) {
        return card != null && isOf(card.connection, grant)
                ? of(card.connection, grant.withoutConnections())
                : card;
    }

    private Card erased() {
        return of(connection.erased(), grant == null ? null : grant.erased());
    }

    /** Text as it is sorted by and searched through: compatible forms as one, lower case. */
    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static List<String> missing(Card card) {
        var authorization = card.connection.mapping().authorization();
        return authorization == null || card.grant != null ? List.of() : List.of(authorization);
    }

    private static boolean isOf(ConnectionState connection, GrantState grant) {
        return grant.authorization().equals(connection.mapping().authorization());
    }

    private static Card of(ConnectionState connection, @Nullable GrantState grant) {
        var pending = connection.pending();
        var changed = connection.changed().at();
        return new Card(
                connection.user(),
                connection.service(),
                Shown.of(connection, grant, BEFORE_ANY_EXPIRY).status().text(),
                connection.deleted(),
                pending == null || pending.received() ? null : pending.expiresAt(),
                normal(connection.name()),
                grant == null || changed.isAfter(grant.changedAt()) ? changed : grant.changedAt(),
                Stream.of(
                                connection.name(),
                                connection.linkName(),
                                grant == null ? null : grant.accountName())
                        .flatMap(Stream::ofNullable)
                        .map(Card::normal)
                        .collect(Collectors.joining("\n")),
                connection.applications(),
                connection,
                grant);
    }

    @Override
    public String toString() {
        return "Card[" + connection.connection() + "]";
    }
}
