package dev.mooring.credentials.ending;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.util.List;
import org.bson.Document;

/**
 * Which authorizations of a user at a service are in effect, as far as the log was folded. Stored
 * in {@code grants_in_effect} as {@code {_id: "workspace/user/registration", authorizations: […]}}.
 * Thread-safe; durable on a majority when a call returns.
 */
final class GrantsInEffect {

    private static final String AUTHORIZATIONS = "authorizations";

    private final MongoCollection<Document> documents;

    GrantsInEffect(MongoDatabase database) {
        documents =
                database.getCollection("grants_in_effect")
                        .withReadPreference(ReadPreference.primary())
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** A user's authorizations at a service. */
    record Holder(WorkspaceId workspace, UserId user, RegistrationId registration) {

        String id() {
            return workspace.value() + "/" + user.value() + "/" + registration.value();
        }
    }

    /** Whether an authorization came into effect or went out of it. */
    record Change(Holder holder, AuthorizationId authorization, boolean inEffect) {

        private WriteModel<Document> write() {
            var value = authorization.value();
            return inEffect
                    ? new UpdateOneModel<>(
                            eq("_id", holder.id()),
                            Updates.addToSet(AUTHORIZATIONS, value),
                            new UpdateOptions().upsert(true))
                    : new UpdateOneModel<>(
                            eq("_id", holder.id()), Updates.pull(AUTHORIZATIONS, value));
        }
    }

    /** Applies changes in their order. Applying them again changes nothing. */
    void apply(List<Change> changes) {
        if (!changes.isEmpty()) {
            documents.bulkWrite(changes.stream().map(Change::write).toList());
        }
    }

    /** Whether another authorization of the same holder is in effect. */
    boolean hasAnother(Holder holder, AuthorizationId than) {
        var stored = documents.find(eq("_id", holder.id())).first();
        return stored != null
                && stored.getList(AUTHORIZATIONS, String.class).stream()
                        .anyMatch(other -> !other.equals(than.value()));
    }
}
