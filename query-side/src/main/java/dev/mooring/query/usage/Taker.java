package dev.mooring.query.usage;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.KeyId;
import dev.mooring.language.activity.DeliveryEvent.DeliveryMade;
import org.jspecify.annotations.Nullable;

/**
 * Who takes a connection's credential: an application, by whichever of its keys, or a key that
 * belongs to none.
 *
 * @param application null for a key that belongs to none
 * @param key null for an application
 */
public record Taker(
        String connection,
        String authorization,
        @Nullable String application,
        @Nullable String key) {

    static Taker of(DeliveryMade made, RecordedEvent recorded) {
        return new Taker(
                made.connection(),
                made.authorization(),
                made.application(),
                made.application() == null ? key(recorded) : null);
    }

    /** Made of ids, which hold no dot. */
    String id() {
        return authorization + "." + connection + "." + (application == null ? key : application);
    }

    /** A key that acts for a user is what he uses; one that acts for nobody acts itself. */
    private static String key(RecordedEvent recorded) {
        var origin = recorded.origin();
        var client = origin.client();
        return client != null && KeyId.isValid(client) ? client : origin.actor();
    }
}
