package dev.mooring.query.rebuilding;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.Place;
import dev.mooring.query.ReadModel;
import dev.mooring.query.views.Alias;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * All rebuilds, a document each in the collection {@code rebuilds}. Whoever works on one holds it
 * under an epoch, until a time by the database's clock; every write of his names the epoch.
 * Thread-safe.
 */
public final class Rebuilds {

    private static final String ID = "_id";
    private static final String STATE = "state";
    private static final String EPOCH = "epoch";
    private static final String NODE = "node";
    private static final String CLAIMED_UNTIL = "claimedUntil";
    private static final String PROCESSED = "processed";
    private static final String TOTAL = "total";
    private static final String RATE = "eventsPerSecond";
    private static final String FAILURE = "failure";
    private static final Instant NOT_CLAIMED = Instant.EPOCH;

    private final MongoCollection<Document> rebuilds;

    public Rebuilds(MongoDatabase database) {
        this.rebuilds =
                database.getCollection("rebuilds")
                        .withWriteConcern(WriteConcern.MAJORITY)
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary());
    }

    public Optional<Rebuild> find(String id) {
        return Optional.ofNullable(rebuilds.find(eq(ID, id)).first()).map(Rebuilds::rebuild);
    }

    /** The newest first. */
    public List<Rebuild> all() {
        return rebuilds.find().map(Rebuilds::rebuild).into(new ArrayList<>()).stream()
                .sorted(Comparator.comparing(Rebuild::orderedAt).reversed())
                .toList();
    }

    /** Puts there what was ordered; nothing where it is there. */
    void begin(ReadModel model, Alias.Building ordered) {
        try {
            rebuilds.insertOne(
                    new Document(ID, ordered.rebuild())
                            .append("readModel", model.name())
                            .append("version", model.version())
                            .append("view", model.collection())
                            .append("generation", ordered.generation())
                            .append("orderedBy", ordered.orderedBy())
                            .append("orderedAt", ordered.orderedAt())
                            .append(STATE, State.QUEUED.text())
                            .append("checkpoint", document(Place.BEGINNING))
                            .append(PROCESSED, 0L)
                            .append(TOTAL, 0L)
                            .append(RATE, 0.0)
                            .append("verified", false)
                            .append(EPOCH, 0L)
                            .append(CLAIMED_UNTIL, NOT_CLAIMED));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    /** Those that a node should work on and none does. */
    List<Rebuild> claimable(Instant now) {
        return rebuilds.find(and(in(STATE, texts(open())), lte(CLAIMED_UNTIL, now)))
                .map(Rebuilds::rebuild)
                .into(new ArrayList<>());
    }

    /** Takes one up, as it was seen; empty where it changed hands or state since. */
    Optional<Rebuild> claim(Rebuild seen, String node, Instant until) {
        long claimed =
                rebuilds.updateOne(
                                and(
                                        eq(ID, seen.id()),
                                        eq(EPOCH, seen.epoch()),
                                        in(STATE, texts(open()))),
                                combine(
                                        set(EPOCH, seen.epoch() + 1),
                                        set(NODE, node),
                                        set(CLAIMED_UNTIL, until),
                                        set(RATE, 0.0),
                                        set(FAILURE, null)))
                        .getMatchedCount();
        return claimed == 1
                ? find(seen.id()).filter(it -> it.epoch() == seen.epoch() + 1)
                : Optional.empty();
    }

    /** Keeps it for longer, and tells how far it is; false where it is held no more. */
    boolean beat(
            String id, long epoch, Instant until, long processed, long total, double perSecond) {
        return held(
                id,
                epoch,
                combine(
                        set(CLAIMED_UNTIL, until),
                        set(PROCESSED, processed),
                        set(TOTAL, total),
                        set(RATE, perSecond)));
    }

    boolean checkpoint(String id, long epoch, Place place) {
        return held(id, epoch, set("checkpoint", document(place)));
    }

    boolean enter(String id, long epoch, State state) {
        return held(id, epoch, set(STATE, state.text()));
    }

    boolean ready(
            String id, long epoch, long position, Rebuild.@Nullable Sample sample, Instant at) {
        return held(
                id,
                epoch,
                combine(
                        set(STATE, State.READY.text()),
                        set("verified", true),
                        set(PROCESSED, position),
                        set(TOTAL, position),
                        set("sample", document(sample)),
                        set("readyAt", at),
                        set(NODE, null),
                        set(CLAIMED_UNTIL, NOT_CLAIMED)));
    }

    boolean fail(String id, long epoch, Rebuild.Failure failure) {
        return held(
                id,
                epoch,
                combine(
                        set(STATE, State.FAILED.text()),
                        set(
                                FAILURE,
                                new Document("position", failure.position())
                                        .append("reason", failure.reason())),
                        set(NODE, null),
                        set(CLAIMED_UNTIL, NOT_CLAIMED)));
    }

    /** Leaves it to any node, this one included. */
    void release(String id, long epoch) {
        held(id, epoch, combine(set(NODE, null), set(CLAIMED_UNTIL, NOT_CLAIMED)));
    }

    /** Changes the state of one that is in one of these, whoever works on it; he finds out. */
    boolean order(String id, Collection<State> from, State to) {
        return rebuilds.updateOne(
                                and(eq(ID, id), in(STATE, texts(from))),
                                combine(
                                        set(STATE, to.text()),
                                        inc(EPOCH, 1L),
                                        set(NODE, null),
                                        set(CLAIMED_UNTIL, NOT_CLAIMED)))
                        .getMatchedCount()
                == 1;
    }

    private boolean held(String id, long epoch, Bson change) {
        return rebuilds.updateOne(and(eq(ID, id), eq(EPOCH, epoch)), change).getMatchedCount() == 1;
    }

    static List<State> open() {
        return Stream.of(State.values()).filter(State::isOpen).toList();
    }

    private static List<String> texts(Collection<State> states) {
        return states.stream().map(State::text).toList();
    }

    private static Document document(Place place) {
        return new Document("commit", place.commit())
                .append("offset", place.offset())
                .append("position", place.position());
    }

    private static @Nullable Document document(Rebuild.@Nullable Sample sample) {
        return sample == null
                ? null
                : new Document("compared", sample.compared())
                        .append("different", sample.different());
    }

    private static Rebuild rebuild(Document document) {
        var place = document.get("checkpoint", Document.class);
        var sample = document.get("sample", Document.class);
        var failure = document.get(FAILURE, Document.class);
        var readyAt = document.getDate("readyAt");
        return new Rebuild(
                document.getString(ID),
                document.getString("readModel"),
                document.getInteger("version"),
                document.getString("view"),
                document.getInteger("generation"),
                document.getString("orderedBy"),
                document.getDate("orderedAt").toInstant(),
                State.of(document.getString(STATE)),
                new Place(
                        place.getLong("commit"),
                        place.getInteger("offset"),
                        place.getLong("position")),
                document.getLong(PROCESSED),
                document.getLong(TOTAL),
                document.getDouble(RATE),
                document.getBoolean("verified"),
                sample == null
                        ? null
                        : new Rebuild.Sample(
                                sample.getInteger("compared"), sample.getInteger("different")),
                failure == null
                        ? null
                        : new Rebuild.Failure(
                                failure.getLong("position"), failure.getString("reason")),
                document.getLong(EPOCH),
                document.getString(NODE),
                document.getDate(CLAIMED_UNTIL).toInstant(),
                readyAt == null ? null : readyAt.toInstant());
    }
}
