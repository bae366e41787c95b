package dev.mooring.erasing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * How far erasures are: {@code erasures}, {@code {_id: "workspace/user", workspace, user, cause,
 * step, mark}}. Lost, it is made again from the log, and every step done once more. A document
 * stays when the erasure is done, so that what comes late is noticed. Thread-safe; durable on a
 * majority when a call returns.
 */
final class Erasures {

    private static final String ID = "_id";
    private static final String WORKSPACE = "workspace";
    private static final String USER = "user";
    private static final String CAUSE = "cause";
    private static final String STEP = "step";
    private static final String MARK = "mark";

    private static final List<String> UNFINISHED =
            Arrays.stream(Step.values()).filter(step -> step != Step.DONE).map(Step::code).toList();

    private final MongoCollection<Document> documents;

    Erasures(MongoDatabase database) {
        this.documents = Durable.collection(database, "erasures");
        documents.createIndex(Indexes.ascending(STEP));
    }

    /** An erasure begins. Repeating it changes nothing. */
    void begin(WorkspaceId workspace, UserId user, String cause) {
        try {
            documents.updateOne(
                    is(workspace, user),
                    combine(
                            setOnInsert(WORKSPACE, workspace.value()),
                            setOnInsert(USER, user.value()),
                            setOnInsert(CAUSE, cause),
                            setOnInsert(STEP, Step.ENDING_CONNECTIONS.code())),
                    new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            // Another node began it in the same instant.
        }
    }

    /** Something of these users' has come up: whose erasure is done already is done again. */
    void again(Collection<Belonging> late) {
        var ids = late.stream().map(it -> id(it.workspace(), it.user())).distinct().toList();
        documents.updateMany(
                and(in(ID, ids), eq(STEP, Step.DONE.code())),
                set(STEP, Step.ENDING_CONNECTIONS.code()));
    }

    Optional<Erasure> find(WorkspaceId workspace, UserId user) {
        return Optional.ofNullable(documents.find(is(workspace, user)).first())
                .map(Erasures::erasure);
    }

    /** Those that are not done. */
    List<Erasure> unfinished() {
        return documents.find(in(STEP, UNFINISHED)).map(Erasures::erasure).into(new ArrayList<>());
    }

    /** Notes under what answers to the user are kept, while that can be told. */
    void mark(Erasure erasure, String mark) {
        documents.updateOne(is(erasure), set(MARK, mark));
    }

    /** Goes on from the step that was done to another. Nothing where it is at another by now. */
    void advance(Erasure erasure, Step to) {
        var atStep = and(is(erasure), eq(STEP, erasure.step().code()));
        var next = set(STEP, to.code());
        documents.updateOne(atStep, to == Step.DONE ? combine(next, unset(MARK)) : next);
    }

    private static Bson is(Erasure erasure) {
        return is(erasure.workspace(), erasure.user());
    }

    private static Bson is(WorkspaceId workspace, UserId user) {
        return eq(ID, id(workspace, user));
    }

    private static String id(WorkspaceId workspace, UserId user) {
        return workspace.value() + "/" + user.value();
    }

    private static Erasure erasure(Document stored) {
        return new Erasure(
                new WorkspaceId(stored.getString(WORKSPACE)),
                new UserId(stored.getString(USER)),
                stored.getString(CAUSE),
                Step.of(stored.getString(STEP)),
                stored.getString(MARK));
    }
}
