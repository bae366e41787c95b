package dev.mooring.credentials.vault;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoDatabase;
import dev.mooring.credentials.vault.LeaseAnswer.Changed;
import dev.mooring.credentials.vault.LeaseAnswer.Gone;
import dev.mooring.credentials.vault.LeaseAnswer.Held;
import dev.mooring.credentials.vault.LeaseAnswer.Leased;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Lets one refresh of a generation go out at a time, over all nodes. Thread-safe.
 *
 * <p>The course: {@link #acquire}; record in the activity log that the refresh starts; {@link
 * #start}, which counts it; send. Then {@link Vault#stage} what came, which needs no lease; or
 * {@link #settle} where it is certain that nothing came of it; or {@link #release} where the answer
 * is missing. A node that dies in between leaves the count, and the lease to end by itself.
 */
public final class RefreshLeases {

    private final Entries entries;
    private final InstantSource databaseTime;

    /**
     * @param databaseTime the time of the database, the same for all nodes
     */
    public RefreshLeases(MongoDatabase database, InstantSource databaseTime) {
        this.entries = new Entries(database);
        this.databaseTime = databaseTime;
    }

    /**
     * Asks to refresh a generation.
     *
     * @param version the generation that the caller read as current
     * @param length longer than a whole call to the service may take
     */
    public LeaseAnswer acquire(
            WorkspaceId workspace, AuthorizationId authorization, long version, Duration length) {
        while (true) {
            var stored = entries.find(workspace, authorization).orElse(null);
            if (stored == null || stored.containsKey("destroyedAt")) {
                return new Gone();
            }
            if (stored.containsKey("pending") || currentVersion(stored) != version) {
                return new Changed();
            }
            var last = Last.of(stored);
            var now = databaseTime.instant();
            if (last.version() == version && last.until().isAfter(now)) {
                return new Held(last.until());
            }
            var lease =
                    new RefreshLease(
                            workspace,
                            authorization,
                            version,
                            last.epoch() + 1,
                            now.plus(length),
                            last.version() == version ? last.unanswered() : 0);
            if (entries.update(
                    workspace,
                    authorization,
                    unchanged(version, last),
                    set("refresh", of(lease)))) {
                return new Leased(lease);
            }
            // Somebody else was faster, so the next turn sees what he did.
        }
    }

    /**
     * Counts a refresh that is sent now as one without an answer.
     *
     * @return whether it may be sent: not once the lease has ended, a newer one was given, or a
     *     successor of the generation was stored
     */
    public boolean start(RefreshLease lease) {
        return entries.update(
                lease.workspace(),
                lease.authorization(),
                and(
                        isCurrent(lease.version()),
                        eq("refresh.epoch", lease.epoch()),
                        gt("refresh.until", databaseTime.instant())),
                inc("refresh.unanswered", 1));
    }

    /**
     * Takes back a {@link #start} of which certainly nothing came, since the request never left (no
     * name, no connection, no TLS) or the service answered with an error, and ends the lease. Does
     * nothing if a newer lease was given.
     */
    public void settle(RefreshLease lease) {
        end(lease, inc("refresh.unanswered", -1));
    }

    /**
     * Ends the lease before its time, but not the count: nobody knows what came of the request.
     * Does nothing if a newer lease was given.
     */
    public void release(RefreshLease lease) {
        end(lease, inc("refresh.unanswered", 0));
    }

    private void end(RefreshLease lease, Bson update) {
        entries.update(
                lease.workspace(),
                lease.authorization(),
                and(eq("refresh.version", lease.version()), eq("refresh.epoch", lease.epoch())),
                combine(update, set("refresh.until", Instant.EPOCH)));
    }

    private static Bson unchanged(long version, Last last) {
        return and(
                isCurrent(version),
                last.epoch() == 0
                        ? exists("refresh", false)
                        : and(
                                eq("refresh.epoch", last.epoch()),
                                // A holder that starts late must not be counted away.
                                eq("refresh.unanswered", last.unanswered())));
    }

    private static Bson isCurrent(long version) {
        return and(eq("current.version", version), exists("pending", false));
    }

    private static long currentVersion(Document stored) {
        var current = stored.get("current", Document.class);
        return current == null ? 0 : current.getLong("version");
    }

    private static Document of(RefreshLease lease) {
        return new Document("epoch", lease.epoch())
                .append("version", lease.version())
                .append("until", lease.until())
                .append("unanswered", lease.unanswered());
    }

    /** The last lease that was given; epoch 0 where none was. */
    private record Last(long epoch, long version, Instant until, int unanswered) {

        static Last of(Document stored) {
            var refresh = stored.get("refresh", Document.class);
            return refresh == null
                    ? new Last(0, 0, Instant.EPOCH, 0)
                    : new Last(
                            refresh.getLong("epoch"),
                            refresh.getLong("version"),
                            refresh.getDate("until").toInstant(),
                            refresh.getInteger("unanswered"));
        }
    }
}
