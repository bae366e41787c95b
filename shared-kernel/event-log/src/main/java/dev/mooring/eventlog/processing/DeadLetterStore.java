package dev.mooring.eventlog.processing;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.DeadLetters.Letter;
import dev.mooring.eventlog.DeadLetters.Parked;
import dev.mooring.eventlog.DeadLetters.Skipped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Parked sequences: one document each, which is there while any of its letters is. So a segment
 * that parks one more and an operator who takes the last one out decide by one atomic write each
 * which of them was first. There are few by nature, since a processor with many stands still, so
 * that no index is needed. Thread-safe.
 */
final class DeadLetterStore {

    private static final String PROCESSOR = "processor";
    private static final String SEQUENCE = "sequence";
    private static final String SINCE = "since";
    private static final String ERROR = "error";
    private static final String LETTERS = "letters";
    private static final String RETRIED_UNTIL = "retriedUntil";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> parked;
    private final MongoCollection<Document> skipped;

    DeadLetterStore(MongoDatabase database) {
        this.parked = durable(database.getCollection("dead_letters"));
        this.skipped = durable(database.getCollection("dead_letters_skipped"));
    }

    /** How many letters each parked sequence of a processor has. */
    Map<String, Integer> counts(String processor) {
        var counts = new HashMap<String, Integer>();
        all(processor).forEach(it -> counts.put(it.sequence(), it.letters().size()));
        return counts;
    }

    List<Parked> all(String processor) {
        return parked
                .find(Filters.eq(PROCESSOR, processor))
                .map(DeadLetterStore::parked)
                .into(new ArrayList<>())
                .stream()
                .filter(it -> !it.letters().isEmpty())
                .sorted(Comparator.comparing(Parked::since).thenComparing(Parked::sequence))
                .toList();
    }

    Optional<Parked> find(String processor, String sequence) {
        return Optional.ofNullable(parked.find(byId(processor, sequence)).first())
                .map(DeadLetterStore::parked)
                .filter(it -> !it.letters().isEmpty());
    }

    /** Parks a sequence with its first letter. Repeating it changes nothing. */
    void park(String processor, String sequence, Letter letter, String error) {
        parked.updateOne(
                byId(processor, sequence),
                Updates.combine(
                        Updates.setOnInsert(PROCESSOR, processor),
                        Updates.setOnInsert(SEQUENCE, sequence),
                        Updates.setOnInsert(SINCE, letter.parkedAt()),
                        Updates.setOnInsert(ERROR, error),
                        Updates.set(field(letter.position()), document(letter))),
                UPSERT);
    }

    /** Parks letters behind others, unless the sequence goes on by now. Repeatable. */
    boolean follow(String processor, String sequence, List<Letter> letters) {
        var changes =
                letters.stream()
                        .map(letter -> Updates.set(field(letter.position()), document(letter)))
                        .toList();
        return parked.updateOne(byId(processor, sequence), Updates.combine(changes))
                        .getMatchedCount()
                == 1;
    }

    /**
     * Takes a letter out, and with the last one the sequence.
     *
     * @return whether any is left
     */
    boolean remove(String processor, String sequence, long position) {
        var id = byId(processor, sequence);
        parked.updateOne(id, Updates.unset(field(position)));
        return parked.deleteOne(Filters.and(id, Filters.eq(LETTERS, new Document())))
                        .getDeletedCount()
                == 0;
    }

    /** Takes out a sequence of all processors. What was given up on of it stays so. */
    void forget(String sequence) {
        parked.deleteMany(Filters.eq(SEQUENCE, sequence));
    }

    /** What the first letter failed with this time. */
    void failed(String processor, String sequence, String error) {
        parked.updateOne(byId(processor, sequence), Updates.set(ERROR, error));
    }

    /** Reserves a sequence for one retry until a time; false while another has it. */
    boolean reserve(String processor, String sequence, Instant now, Instant until) {
        return parked.updateOne(
                                Filters.and(
                                        byId(processor, sequence),
                                        Filters.or(
                                                Filters.eq(RETRIED_UNTIL, null),
                                                Filters.lt(RETRIED_UNTIL, now))),
                                Updates.set(RETRIED_UNTIL, until))
                        .getMatchedCount()
                == 1;
    }

    /** Keeps a reservation for longer; false where it has run out and is another's. */
    boolean extend(String processor, String sequence, Instant until, Instant longer) {
        return parked.updateOne(
                                reserved(processor, sequence, until),
                                Updates.set(RETRIED_UNTIL, longer))
                        .getMatchedCount()
                == 1;
    }

    void unreserve(String processor, String sequence, Instant until) {
        parked.updateOne(reserved(processor, sequence, until), Updates.unset(RETRIED_UNTIL));
    }

    /** Puts on record that a letter was given up on. Repeating it changes nothing. */
    void skip(Skipped given) {
        try {
            skipped.insertOne(
                    document(given.letter())
                            .append("_id", id(given.processor(), given.letter().position()))
                            .append(PROCESSOR, given.processor())
                            .append(SEQUENCE, given.sequence())
                            .append(ERROR, given.error())
                            .append("reason", given.reason())
                            .append("actor", given.actor())
                            .append("skippedAt", given.at()));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    boolean isSkipped(String processor, long position) {
        return skipped.find(Filters.eq("_id", id(processor, position))).first() != null;
    }

    List<Skipped> skipped(String processor) {
        return skipped
                .find(Filters.eq(PROCESSOR, processor))
                .map(DeadLetterStore::skipped)
                .into(new ArrayList<>())
                .stream()
                .sorted(Comparator.comparingLong(it -> it.letter().position()))
                .toList();
    }

    /** Forgets a processor's letters, those that were given up on as well. */
    void forgetAll(String processor) {
        parked.deleteMany(Filters.eq(PROCESSOR, processor));
        skipped.deleteMany(Filters.eq(PROCESSOR, processor));
    }

    private static Document document(Letter letter) {
        return new Document("position", letter.position())
                .append("event", letter.event())
                .append("type", letter.type())
                .append("parkedAt", letter.parkedAt());
    }

    private static Letter letter(Document stored) {
        return new Letter(
                stored.getLong("position"),
                stored.getString("event"),
                stored.getString("type"),
                instant(stored, "parkedAt"));
    }

    private static Parked parked(Document stored) {
        var letters =
                stored.get(LETTERS, new Document()).values().stream()
                        .map(letter -> letter((Document) letter))
                        .sorted(Comparator.comparingLong(Letter::position))
                        .toList();
        return new Parked(
                stored.getString(PROCESSOR),
                stored.getString(SEQUENCE),
                instant(stored, SINCE),
                stored.getString(ERROR),
                letters);
    }

    private static Skipped skipped(Document stored) {
        return new Skipped(
                stored.getString(PROCESSOR),
                stored.getString(SEQUENCE),
                letter(stored),
                stored.getString(ERROR),
                stored.getString("reason"),
                stored.getString("actor"),
                instant(stored, "skippedAt"));
    }

    private static Instant instant(Document stored, String field) {
        return stored.getDate(field).toInstant();
    }

    private static String field(long position) {
        return LETTERS + '.' + position;
    }

    private static Bson reserved(String processor, String sequence, Instant until) {
        return Filters.and(byId(processor, sequence), Filters.eq(RETRIED_UNTIL, until));
    }

    private static Bson byId(String processor, String sequence) {
        return Filters.eq("_id", id(processor, sequence));
    }

    private static String id(String processor, Object rest) {
        return processor + '/' + rest;
    }

    private static MongoCollection<Document> durable(MongoCollection<Document> collection) {
        return collection
                .withWriteConcern(WriteConcern.MAJORITY)
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
    }
}
