package dev.mooring.eventlog.simulation;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.simulation.Member.Entry;
import dev.mooring.eventlog.simulation.Member.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An ordered insertion at work on one member: document by document, with others in between; then it
 * waits until a majority has what it wrote. A refusal waits for no more than that, so it may stem
 * from a document that will be rolled back.
 */
final class Insertion {

    private static final ServerAddress ADDRESS = new ServerAddress("db");

    private final SimulatedSet set;
    private final Member member;
    private final long term;
    private final long operation;
    private final List<CommitDocument> documents;
    private final Consumer<MongoException> answer;
    private int index;
    private int wrote;
    private BulkWriteError refusal;

    /**
     * @param operation the same when the driver sends it again
     * @param answer told once: null, or why not
     */
    Insertion(
            SimulatedSet set,
            Member member,
            long operation,
            List<CommitDocument> documents,
            Consumer<MongoException> answer) {
        this.set = set;
        this.member = member;
        this.term = member.term;
        this.operation = operation;
        this.documents = documents;
        this.answer = answer;
    }

    void begin() {
        if (isPrimary()) {
            next();
        } else {
            answer.accept(new MongoNotPrimaryException(new org.bson.BsonDocument(), ADDRESS));
        }
    }

    private void next() {
        if (!isPrimary()) {
            interrupt();
            return;
        }
        var document = documents.get(index);
        var statement = new Statement(operation, index);
        if (!member.hasExecuted(statement)) {
            var duplicate = duplicate(document);
            if (duplicate == null) {
                member.append(new Entry(term, document, statement));
            } else {
                refusal = refusal == null ? duplicate : refusal;
                if (!set.has(Plant.UNORDERED)) {
                    finish();
                    return;
                }
            }
        }
        wrote = member.oplog.size();
        index++;
        if (index == documents.size()) {
            finish();
        } else {
            set.world().when(() -> true, member + " inserts " + operation, this::next);
        }
    }

    private BulkWriteError duplicate(CommitDocument document) {
        if (member.hasNumber(document.number())) {
            return duplicate("_id_");
        }
        return !set.has(Plant.NO_KEYS) && member.hasKeyOf(document) ? duplicate("keys") : null;
    }

    private BulkWriteError duplicate(String name) {
        return new BulkWriteError(
                11000,
                "E11000 duplicate key error collection: db.log index: " + name + " dup key",
                new org.bson.BsonDocument(),
                index);
    }

    private void finish() {
        set.world()
                .when(
                        () -> !isPrimary() || isSafe(),
                        member + " answers " + operation,
                        () -> {
                            if (isSafe()) {
                                answer.accept(refusal == null ? null : bulk(refusal, null));
                            } else {
                                interrupt();
                            }
                        });
    }

    private boolean isSafe() {
        return wrote == 0
                || set.has(Plant.ACKNOWLEDGED_BY_ONE)
                || isPrimary() && member.committed >= wrote;
    }

    private boolean isPrimary() {
        return member.running && member.primary && member.term == term;
    }

    /** A primary that gives way says so, or says that it does not know what became of it. */
    private void interrupt() {
        answer.accept(
                set.world().chance(0.5)
                        ? new MongoNotPrimaryException(new org.bson.BsonDocument(), ADDRESS)
                        : bulk(
                                refusal,
                                new WriteConcernError(
                                        11602,
                                        "InterruptedDueToReplStateChange",
                                        "",
                                        new org.bson.BsonDocument())));
    }

    private static MongoBulkWriteException bulk(BulkWriteError error, WriteConcernError concern) {
        return new MongoBulkWriteException(
                BulkWriteResult.acknowledged(0, 0, 0, 0, List.of(), List.of()),
                error == null ? List.of() : List.of(error),
                concern,
                ADDRESS,
                Set.of());
    }
}
