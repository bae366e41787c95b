package dev.mooring.api.idempotency;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.result.UpdateResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collection {@code idempotency}: {@code {_id: commit id, m: request fingerprint, u: person?,
 * state: running | open | answered, claim, until, answer?, expires}}. A claim is what one of
 * several equal requests holds while it works; it runs out, so that a lost node blocks nothing.
 */
final class Records {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration CLAIMED = Duration.ofSeconds(60);

    private static final Pattern ID = Pattern.compile("[a-z]{3}_[A-Za-z0-9]+");

    private static final String RUNNING = "running";
    private static final String OPEN = "open";
    private static final String ANSWERED = "answered";

    private final MongoCollection<Document> collection;
    private final InstantSource clock;

    Records(MongoDatabase database, InstantSource clock) {
        this.collection =
                database.getCollection("idempotency")
                        .withReadPreference(ReadPreference.primary())
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.clock = clock;
        collection.createIndex(
                Indexes.ascending("expires"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
        collection.createIndex(Indexes.ascending("u"), new IndexOptions().sparse(true));
    }

    /** What came of asking to work on a request. */
    sealed interface Claim {
        /** Nobody else works on it. */
        record Ours(String token) implements Claim {}

        /** It was answered before. */
        record Answered(Answer answer) implements Claim {}

        /** Somebody works on it. */
        record Running() implements Claim {}

        /** The key stands for another request. */
        record OtherRequest() implements Claim {}
    }

    /** An answer without its secrets. */
    record Answer(
            int status,
            @Nullable String location,
            @Nullable String etag,
            @Nullable String position,
            @Nullable String body) {

        static Answer of(Document stored) {
            return new Answer(
                    stored.getInteger("status"),
                    stored.getString("location"),
                    stored.getString("etag"),
                    stored.getString("position"),
                    stored.getString("body"));
        }

        Document stored() {
            return new Document("status", status)
                    .append("location", location)
                    .append("etag", etag)
                    .append("position", position)
                    .append("body", body);
        }
    }

    Claim claim(String id, String fingerprint, @Nullable String person) {
        var now = clock.instant();
        var token = UUID.randomUUID().toString();
        var fresh =
                new Document("_id", id)
                        .append("m", fingerprint)
                        .append("state", RUNNING)
                        .append("claim", token)
                        .append("until", Date.from(now.plus(CLAIMED)))
                        .append("expires", Date.from(now.plus(KEPT)));
        if (person != null) {
            fresh.append("u", person);
        }
        if (insert(fresh)) {
            return new Claim.Ours(token);
        }
        var found = collection.find(eq("_id", id)).first();
        // Freed between the two: whoever had it was refused, and this one is told to come back.
        return found == null ? new Claim.Running() : judge(found, fresh, now);
    }

    /** Keeps the answer. What cannot be kept is found again under its commit id. */
    void answer(String id, String token, Answer answer) {
        quietly(() ->
                collection.updateOne(
                        held(id, token),
                        combine(
                                set("state", ANSWERED),
                                set("answer", answer.stored()),
                                unset("claim"),
                                unset("until"))));
    }

    /** The request came to nothing: the key may be used for another. */
    void free(String id, String token) {
        quietly(() -> collection.deleteOne(held(id, token)));
    }

    /** The request may or may not have come to something: it may be repeated at once. */
    void leaveOpen(String id, String token) {
        quietly(() ->
                collection.updateOne(
                        held(id, token),
                        combine(set("state", OPEN), unset("claim"), unset("until"))));
    }

    void forget(String person) {
        collection.deleteMany(eq("u", person));
    }

    void forgetAbout(Set<String> ids) {
        for (var found :
                collection
                        .find(eq("state", ANSWERED))
                        .projection(include("answer.location", "answer.body"))) {
            var answer = found.get("answer", Document.class);
            if (names(answer.getString("location"), ids) || names(answer.getString("body"), ids)) {
                collection.deleteOne(eq("_id", found.getString("_id")));
            }
        }
    }

    private static boolean names(@Nullable String text, Set<String> ids) {
        return text != null
                && ID.matcher(text).results().anyMatch(found -> ids.contains(found.group()));
    }

    private boolean insert(Document fresh) {
        try {
            collection.insertOne(fresh);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private Claim judge(Document found, Document fresh, Instant now) {
        var id = found.getString("_id");
        if (!found.getDate("expires").toInstant().isAfter(now)) {
            // Past its time, and only not yet swept by the database.
            return ours(
                    fresh,
                    collection.replaceOne(
                            and(eq("_id", id), eq("expires", found.getDate("expires"))), fresh));
        }
        if (!sameRequest(found, fresh)) {
            return new Claim.OtherRequest();
        }
        var state = found.getString("state");
        if (state.equals(ANSWERED)) {
            return new Claim.Answered(Answer.of(found.get("answer", Document.class)));
        }
        if (state.equals(RUNNING) && found.getDate("until").toInstant().isAfter(now)) {
            return new Claim.Running();
        }
        return ours(
                fresh,
                collection.updateOne(
                        and(
                                eq("_id", id),
                                eq("state", state),
                                eq("claim", found.getString("claim"))),
                        combine(
                                set("state", RUNNING),
                                set("claim", fresh.getString("claim")),
                                set("until", fresh.getDate("until")))));
    }

    private static Claim ours(Document fresh, UpdateResult result) {
        return result.getMatchedCount() == 1
                ? new Claim.Ours(fresh.getString("claim"))
                : new Claim.Running();
    }

    private static boolean sameRequest(Document found, Document fresh) {
        return MessageDigest.isEqual(
                found.getString("m").getBytes(StandardCharsets.US_ASCII),
                fresh.getString("m").getBytes(StandardCharsets.US_ASCII));
    }

    private static Bson held(String id, String token) {
        return and(eq("_id", id), eq("claim", token));
    }

    /** The answer is true whether or not this can be noted, so the caller is to have it. */
    private static void quietly(Runnable write) {
        try {
            write.run();
        } catch (MongoException e) {
            LOG.warn("An idempotency record could not be written: {}", e.getClass().getName());
        }
    }
}
