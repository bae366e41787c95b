package dev.mooring.query.connectionlist;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.regex;

import dev.mooring.language.connection.ConnectionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Which connections are listed: those that meet all that is given. Deleted ones only where they are
 * asked for.
 *
 * @param user the owner's {@code usr_} id; null for all users
 * @param application one with access
 * @param text looked for anywhere in connection name, link name and account name, in any case
 */
public record CardFilter(
        @Nullable String user,
        @Nullable String service,
        @Nullable ConnectionStatus status,
        @Nullable String application,
        @Nullable String text) {

    List<Bson> at(Instant now) {
        var all = new ArrayList<Bson>();
        all.add(eq("deleted", status == ConnectionStatus.DELETED));
        if (user != null) {
            all.add(eq("user", user));
        }
        if (service != null) {
            all.add(eq("service", service));
        }
        if (application != null) {
            all.add(eq("applications", application));
        }
        if (status != null) {
            all.addAll(at(status, now));
        }
        if (text != null) {
            all.add(regex("text", literally(Card.normal(text))));
        }
        return all;
    }

    /** Whether a card is listed: the same as {@link #at}, for one at hand. */
    boolean admits(Card card, Instant now) {
        return card.deleted() == (status == ConnectionStatus.DELETED)
                && (user == null || user.equals(card.user()))
                && (service == null || service.equals(card.service()))
                && (application == null || card.applications().contains(application))
                && (status == null || status == card.shownAt(now).status())
                && (text == null || card.text().contains(Card.normal(text)));
    }

    /** Cards hold the status as if no window ever closed; those that have are told apart here. */
    private static List<Bson> at(ConnectionStatus status, Instant now) {
        return switch (status) {
            case AUTHORIZING -> List.of(authorizing(now));
            case CREATED ->
                    List.of(
                            in("status", status.text(), ConnectionStatus.AUTHORIZING.text()),
                            nor(authorizing(now)));
            case DELETED, DISABLED, DISCONNECTED, NEEDS_REAUTHORIZATION, CONNECTED ->
                    List.of(eq("status", status.text()));
        };
    }

    private static Bson authorizing(Instant now) {
        return and(eq("status", ConnectionStatus.AUTHORIZING.text()), nor(lte("expiresAt", now)));
    }

    /** A pattern of both regular expression engines that matches just this text. */
    private static String literally(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}\\s]", "\\\\$0");
    }
}
