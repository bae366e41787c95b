package dev.mooring.eventlog.axon;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.UnableToInitializeTokenException;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Where each segment of each processor stands, and who works on it. A claim is fenced: every change
 * of hands raises the epoch, and what is stored under an older one is refused. Times are the
 * database's. A node that has lost its claim learns so with the next thing that it stores.
 * Thread-safe.
 */
final class LogTokenStore implements TokenStore {

    static final String PROCESSOR = "processor";
    static final String POSITION = "position";

    private static final String SEGMENT = "segment";
    private static final String COMMIT = "commit";
    private static final String OFFSET = "offset";
    private static final String OWNER = "owner";
    private static final String EPOCH = "epoch";
    private static final String CLAIMED_AT = "claimedAt";

    /** A claim is not written again for being extended before this part of it has passed. */
    private static final int EXTEND_AFTER = 4;

    private final MongoCollection<Document> tokens;
    private final StoredPositions positions;
    private final String node;
    private final Clock clock;
    private final Duration claimTimeout;
    private final Map<String, Claim> claims = new ConcurrentHashMap<>();

    /** What this node holds. */
    private record Claim(long epoch, Instant at) {}

    /**
     * @param node who claims here; a node of the same name takes over its predecessor's claims at
     *     once
     * @param claimTimeout after which a claim that was not extended is anybody's
     */
    LogTokenStore(
            MongoDatabase database,
            String collection,
            String node,
            Clock clock,
            Duration claimTimeout) {
        this.tokens =
                database.getCollection(collection)
                        .withWriteConcern(WriteConcern.MAJORITY)
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary());
        this.positions = new StoredPositions(tokens);
        this.node = node;
        this.clock = clock;
        this.claimTimeout = claimTimeout;
    }

    StoredPositions positions() {
        return positions;
    }

    /** Whether this node holds the claim, for all it knows. */
    boolean holds(String processorName, int segment) {
        var claim = claims.get(id(processorName, segment));
        return claim != null && clock.instant().isBefore(claim.at().plus(claimTimeout));
    }

    @Override
    public void initializeTokenSegments(String processorName, int segmentCount) {
        initializeTokenSegments(processorName, segmentCount, null);
    }

    /** Makes what is missing; of two nodes that begin at once neither fails. */
    @Override
    public void initializeTokenSegments(
            String processorName, int segmentCount, @Nullable TrackingToken initialToken) {
        if (fetchSegments(processorName).length > 0) {
            return;
        }
        for (int segment = 0; segment < segmentCount; segment++) {
            insertIfAbsent(processorName, segment, initialToken);
        }
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processorName, int segment) {
        var place = LogToken.placeOf(token);
        update(
                processorName,
                segment,
                Updates.combine(
                        Updates.set(COMMIT, place.commit()),
                        Updates.set(OFFSET, place.offset()),
                        Updates.set(POSITION, place.position())));
        positions.moved();
    }

    @Override
    public TrackingToken fetchToken(String processorName, int segment) {
        claim(processorName, segment);
        var stored = find(processorName, segment);
        return new LogToken(
                new Place(
                        stored.getLong(COMMIT),
                        stored.getInteger(OFFSET),
                        stored.getLong(POSITION)));
    }

    @Override
    public void extendClaim(String processorName, int segment) {
        var claim = held(processorName, segment);
        if (!clock.instant().isBefore(claim.at().plus(claimTimeout.dividedBy(EXTEND_AFTER)))) {
            update(processorName, segment, null);
        }
    }

    @Override
    public void releaseClaim(String processorName, int segment) {
        var claim = claims.remove(id(processorName, segment));
        if (claim != null) {
            tokens.updateOne(
                    owned(processorName, segment, claim.epoch()), Updates.set(OWNER, null));
        }
    }

    @Override
    public void initializeSegment(
            @Nullable TrackingToken token, String processorName, int segment) {
        if (!insertIfAbsent(processorName, segment, token)) {
            throw new UnableToInitializeTokenException(
                    id(processorName, segment) + " was initialized before");
        }
    }

    @Override
    public void deleteToken(String processorName, int segment) {
        var claim = held(processorName, segment);
        var deleted = tokens.deleteOne(owned(processorName, segment, claim.epoch()));
        claims.remove(id(processorName, segment));
        requireOne(deleted.getDeletedCount(), processorName, segment);
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public int[] fetchSegments(String processorName) {
        var segments = new java.util.ArrayList<Integer>();
        for (var token : tokens.find(Filters.eq(PROCESSOR, processorName))) {
            segments.add(token.getInteger(SEGMENT));
        }
        return segments.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private void claim(String processorName, int segment) {
        var id = id(processorName, segment);
        var stored = find(processorName, segment);
        long epoch = stored.getLong(EPOCH);
        var own = claims.get(id);
        if (own != null && own.epoch() == epoch && node.equals(stored.getString(OWNER))) {
            update(processorName, segment, null);
            return;
        }
        claims.remove(id);
        var now = clock.instant();
        if (isAnothers(stored, now)) {
            throw unable(processorName, segment);
        }
        var claimed =
                tokens.updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.eq(EPOCH, epoch)),
                        Updates.combine(
                                Updates.set(OWNER, node),
                                Updates.set(EPOCH, epoch + 1),
                                Updates.set(CLAIMED_AT, now)));
        requireOne(claimed.getMatchedCount(), processorName, segment);
        claims.put(id, new Claim(epoch + 1, now));
    }

    private boolean isAnothers(Document stored, Instant now) {
        var owner = stored.getString(OWNER);
        return owner != null
                && !owner.equals(node)
                && now.isBefore(stored.get(CLAIMED_AT, Date.class).toInstant().plus(claimTimeout));
    }

    /**
     * Writes under the claim, extending it. Matched counts: a write that changes nothing is one.
     */
    private void update(String processorName, int segment, @Nullable Bson change) {
        var claim = held(processorName, segment);
        var now = clock.instant();
        var extend = Updates.set(CLAIMED_AT, now);
        var result =
                tokens.updateOne(
                        owned(processorName, segment, claim.epoch()),
                        change == null ? extend : Updates.combine(change, extend));
        requireOne(result.getMatchedCount(), processorName, segment);
        claims.put(id(processorName, segment), new Claim(claim.epoch(), now));
    }

    private Claim held(String processorName, int segment) {
        var claim = claims.get(id(processorName, segment));
        if (claim == null) {
            throw unable(processorName, segment);
        }
        return claim;
    }

    private Bson owned(String processorName, int segment, long epoch) {
        return Filters.and(
                Filters.eq("_id", id(processorName, segment)),
                Filters.eq(OWNER, node),
                Filters.eq(EPOCH, epoch));
    }

    private void requireOne(long count, String processorName, int segment) {
        if (count != 1) {
            claims.remove(id(processorName, segment));
            throw unable(processorName, segment);
        }
    }

    private Document find(String processorName, int segment) {
        var stored = tokens.find(Filters.eq("_id", id(processorName, segment))).first();
        if (stored == null) {
            throw unable(processorName, segment);
        }
        return stored;
    }

    private boolean insertIfAbsent(
            String processorName, int segment, @Nullable TrackingToken token) {
        var place = LogToken.placeOf(token);
        try {
            tokens.insertOne(
                    new Document("_id", id(processorName, segment))
                            .append(PROCESSOR, processorName)
                            .append(SEGMENT, segment)
                            .append(COMMIT, place.commit())
                            .append(OFFSET, place.offset())
                            .append(POSITION, place.position())
                            .append(OWNER, null)
                            .append(EPOCH, 0L)
                            .append(CLAIMED_AT, clock.instant()));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private static UnableToClaimTokenException unable(String processorName, int segment) {
        return new UnableToClaimTokenException(
                "segment %d of %s is another node's, or not there"
                        .formatted(segment, processorName));
    }

    private static String id(String processorName, int segment) {
        return processorName + '/' + segment;
    }
}
