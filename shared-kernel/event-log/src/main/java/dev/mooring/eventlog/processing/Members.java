package dev.mooring.eventlog.processing;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/**
 * Which nodes live and what they run, by database time: a node says so all the time, and one that
 * has been silent for as long as a claim lasts has lost its claims. Thread-safe.
 */
final class Members {

    private static final String SEEN = "seen";
    private static final String PROCESSORS = "processors";
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final MongoCollection<Document> nodes;
    private final String node;
    private final Clock clock;
    private final Duration claimTimeout;

    /** When this node was last seen, as the database has it. */
    private volatile Instant seen = Instant.MIN;

    Members(
            MongoDatabase database,
            String collection,
            String node,
            Clock clock,
            Duration claimTimeout) {
        this.nodes =
                database.getCollection(collection)
                        .withWriteConcern(WriteConcern.MAJORITY)
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary());
        this.node = node;
        this.clock = clock;
        this.claimTimeout = claimTimeout;
    }

    /** Says that this node lives and runs these processors. */
    void beat(Collection<String> processors) {
        var now = clock.instant();
        nodes.replaceOne(
                Filters.eq("_id", node),
                new Document("_id", node).append(SEEN, now).append(PROCESSORS, processors),
                UPSERT);
        seen = now;
    }

    /** The live nodes' processors, by node. */
    Map<String, Set<String>> live() {
        var now = clock.instant();
        var live = new HashMap<String, Set<String>>();
        for (var member : nodes.find()) {
            var since = member.get(SEEN, Date.class).toInstant();
            if (isLive(since, now)) {
                live.put(
                        member.getString("_id"),
                        Set.copyOf(member.getList(PROCESSORS, String.class)));
            } else if (since.plus(FORGOTTEN_AFTER).isBefore(now)) {
                nodes.deleteOne(
                        Filters.and(
                                Filters.eq("_id", member.getString("_id")),
                                Filters.eq(SEEN, since)));
            }
        }
        return live;
    }

    /** Whether the others take this node for a live one. */
    boolean isSeen() {
        return isLive(seen, clock.instant());
    }

    /** This node ends in good order. */
    void leave() {
        seen = Instant.MIN;
        nodes.deleteOne(Filters.eq("_id", node));
    }

    private boolean isLive(Instant since, Instant now) {
        return !since.equals(Instant.MIN) && now.isBefore(since.plus(claimTimeout));
    }
}
