package dev.mooring.credentials.vault;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import dev.mooring.keys.KeyRing;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The secrets behind authorizations, encrypted under a data key of each. Thread-safe, and safe for
 * any number of nodes: every change is a compare-and-set. Everything is durable on a majority when
 * a call returns; a call that throws a {@code MongoException} may have happened.
 *
 * <p>A generation is pending first and becomes current by {@link #promote}. The first one is
 * promoted after the log names it: until then only its attempt knows of it. Whether an
 * authorization may be used at all is never told by the vault but by the log.
 */
public final class Vault {

    private static final String KIND = "vault";

    private final Entries entries;
    private final KeyRing ring;
    private final InstantSource databaseTime;

    /**
     * @param databaseTime the time of the database, the same for all nodes
     */
    public Vault(MongoDatabase database, KeyRing ring, InstantSource databaseTime) {
        this.entries = new Entries(database);
        this.ring = ring;
        this.databaseTime = databaseTime;
    }

    /**
     * Stores what an attempt brought, as pending version 1. Store the service's answer as it came,
     * before anything that can fail is done with it.
     *
     * @return whether it was stored; not, if the authorization has or had an entry
     */
    public boolean store(
            WorkspaceId workspace,
            AuthorizationId authorization,
            AttemptId attempt,
            Map<String, Secret> fields) {
        var envelope = Envelope.make(ring, KIND, workspace, authorization.value());
        return entries.insert(
                Entries.blank(workspace, authorization)
                        .append("attempt", attempt.value())
                        .append("key", envelope.toDocument())
                        .append("pending", pending(envelope, 1, fields)));
    }

    /** What is stored for an authorization; empty if nothing ever was, or it was destroyed. */
    public Optional<Entry> find(WorkspaceId workspace, AuthorizationId authorization) {
        return entries.find(workspace, authorization)
                .filter(stored -> !isDestroyed(stored))
                .map(stored -> entry(stored, envelope(workspace, authorization, stored)));
    }

    /** Whether anything is stored for an authorization, readable or not. */
    public boolean holds(WorkspaceId workspace, AuthorizationId authorization) {
        return entries.find(workspace, authorization)
                .filter(stored -> !isDestroyed(stored))
                .isPresent();
    }

    /**
     * What is stored for an authorization that is in effect.
     *
     * @param named the newest version that the log names
     * @throws Refusal {@code vault.rolled_back} if the vault is older than that, as after a restore
     *     of an older backup: a refresh token from it would be an old one, and must not be sent;
     *     {@code authorization.not_in_effect} if it was destroyed
     */
    public Entry read(WorkspaceId workspace, AuthorizationId authorization, long named) {
        var stored = entries.find(workspace, authorization);
        if (stored.filter(Vault::isDestroyed).isPresent()) {
            throw Refusal.of(ErrorCode.AUTHORIZATION_NOT_IN_EFFECT);
        }
        return stored.map(found -> entry(found, envelope(workspace, authorization, found)))
                .filter(entry -> entry.newestVersion() >= named)
                .orElseThrow(() -> Refusal.of(ErrorCode.VAULT_ROLLED_BACK));
    }

    /**
     * Stores what a refresh of a generation brought, as the pending next one. The first success for
     * a generation is kept, whoever holds the lease by then; store the service's answer as it came.
     *
     * @param refreshed the version whose refresh token was sent
     * @return whether it was stored; not, if that generation has a successor or is gone
     */
    public boolean stage(
            WorkspaceId workspace,
            AuthorizationId authorization,
            long refreshed,
            Map<String, Secret> fields) {
        var envelope = openEnvelope(workspace, authorization);
        return envelope.isPresent()
                && entries.update(
                        workspace,
                        authorization,
                        and(
                                eq("key.id", envelope.get().id()),
                                eq("current.version", refreshed),
                                exists("pending", false)),
                        set("pending", pending(envelope.get(), refreshed + 1, fields)));
    }

    /**
     * Makes a pending generation the current one. Promoting the same again changes nothing.
     *
     * @param fields what the generation is from now on: the answer taken apart, with the old
     *     refresh token where the answer brought no new one
     * @return whether that generation, or a later one, is current now
     */
    public boolean promote(
            WorkspaceId workspace,
            AuthorizationId authorization,
            long version,
            Map<String, Secret> fields) {
        var stored = entries.find(workspace, authorization).filter(found -> !isDestroyed(found));
        if (stored.isEmpty()) {
            return false;
        }
        var envelope = envelope(workspace, authorization, stored.get());
        var promoted =
                entries.update(
                        workspace,
                        authorization,
                        and(eq("key.id", envelope.id()), eq("pending.version", version)),
                        combine(
                                set("current", generation(envelope, version, fields)),
                                unset("pending"),
                                unset("attempt")));
        return promoted || isCurrent(workspace, authorization, version);
    }

    /**
     * Destroys the data key and all that lies under it, for good: nothing can be stored for this
     * authorization again. Repeating it does no harm.
     */
    public void destroy(WorkspaceId workspace, AuthorizationId authorization) {
        var update =
                combine(
                        setOnInsert("workspace", workspace.value()),
                        setOnInsert("authorization", authorization.value()),
                        currentDate("destroyedAt"),
                        unset("key"),
                        unset("current"),
                        unset("pending"),
                        unset("attempt"),
                        unset("refresh"));
        var id = eq("_id", Entries.id(workspace, authorization));
        try {
            entries.documents().updateOne(id, update, new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (!Entries.isDuplicate(e)) {
                throw e;
            }
            // Stored in the same instant, so it is there now.
            entries.documents().updateOne(id, update);
        }
    }

    /**
     * What attempts stored before an instant of database time and no grant was ever promoted for,
     * oldest first: where the log names it the node died before promoting, else it is an orphan, to
     * be revoked at the service and destroyed.
     */
    public List<Pending> unclaimed(WorkspaceId workspace, Instant before, int limit) {
        return pending(and(lt("pending.at", before), exists("attempt")), workspace, limit);
    }

    /**
     * What refreshes stored before an instant of database time and nobody promoted, oldest first:
     * to be rolled forward.
     */
    public List<Pending> unpromoted(WorkspaceId workspace, Instant before, int limit) {
        return pending(and(lt("pending.at", before), exists("attempt", false)), workspace, limit);
    }

    private List<Pending> pending(Bson condition, WorkspaceId workspace, int limit) {
        var found = new ArrayList<Pending>();
        for (var stored :
                entries.documents()
                        .find(and(eq("workspace", workspace.value()), condition))
                        .sort(Sorts.ascending("pending.at"))
                        .limit(limit)) {
            var pending = stored.get("pending", Document.class);
            found.add(
                    new Pending(
                            new AuthorizationId(stored.getString("authorization")),
                            attempt(stored),
                            pending.getLong("version"),
                            pending.getDate("at").toInstant()));
        }
        return found;
    }

    private boolean isCurrent(WorkspaceId workspace, AuthorizationId authorization, long version) {
        return entries.find(workspace, authorization)
                .map(stored -> stored.get("current", Document.class))
                .filter(current -> current.getLong("version") >= version)
                .isPresent();
    }

    private Optional<Envelope> openEnvelope(WorkspaceId workspace, AuthorizationId authorization) {
        return entries.find(workspace, authorization)
                .filter(stored -> !isDestroyed(stored))
                .map(stored -> envelope(workspace, authorization, stored));
    }

    private Envelope envelope(
            WorkspaceId workspace, AuthorizationId authorization, Document stored) {
        return Envelope.open(
                ring, KIND, workspace, authorization.value(), stored.get("key", Document.class));
    }

    private Document pending(Envelope envelope, long version, Map<String, Secret> fields) {
        return generation(envelope, version, fields).append("at", databaseTime.instant());
    }

    private static Document generation(
            Envelope envelope, long version, Map<String, Secret> fields) {
        var encrypted = new ArrayList<Document>();
        fields.forEach((name, secret) ->
                encrypted.add(
                        new Document("name", name)
                                .append("ciphertext", envelope.encrypt(name, version, secret))));
        return new Document("version", version).append("fields", encrypted);
    }

    private static Entry entry(Document stored, Envelope envelope) {
        return new Entry(
                attempt(stored),
                credential(stored.get("current", Document.class), envelope),
                credential(stored.get("pending", Document.class), envelope));
    }

    private static @Nullable Credential credential(
            @Nullable Document generation, Envelope envelope) {
        if (generation == null) {
            return null;
        }
        long version = generation.getLong("version");
        var fields = new HashMap<String, Secret>();
        for (var field : generation.getList("fields", Document.class)) {
            var name = field.getString("name");
            fields.put(name, envelope.decrypt(name, version, field.getString("ciphertext")));
        }
        return new Credential(version, fields);
    }

    private static @Nullable AttemptId attempt(Document stored) {
        var attempt = stored.getString("attempt");
        return attempt == null ? null : new AttemptId(attempt);
    }

    private static boolean isDestroyed(Document stored) {
        return stored.containsKey("destroyedAt");
    }
}
