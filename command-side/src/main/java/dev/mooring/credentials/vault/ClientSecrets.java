package dev.mooring.credentials.vault;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.mooring.keys.KeyRing;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/**
 * The secrets of a workspace's clients at services. All versions are kept, since an authorization
 * is refreshed with the client that it was granted to. Thread-safe, and safe for any number of
 * nodes; durable on a majority when a call returns.
 *
 * <p>Stored in {@code client_secrets} as {@code {_id: "workspace/registration", workspace,
 * registration, last, versions: [{version, key, ciphertext}], unclaimed: [{version, at}]}}, each
 * version under a data key of its own.
 */
public final class ClientSecrets {

    private static final String KIND = "client";
    private static final String FIELD = "client_secret";

    private final MongoCollection<Document> documents;
    private final KeyRing ring;
    private final InstantSource databaseTime;

    /**
     * @param databaseTime the time of the database, the same for all nodes
     */
    public ClientSecrets(MongoDatabase database, KeyRing ring, InstantSource databaseTime) {
        this.documents = Entries.durable(database, "client_secrets");
        this.ring = ring;
        this.databaseTime = databaseTime;
    }

    /**
     * Points to a stored secret that nobody claimed.
     *
     * @param at when it was stored, in database time
     */
    public record Unclaimed(RegistrationId registration, long version, Instant at) {}

    /**
     * Stores a secret before the log names it; then {@link #claim} it.
     *
     * @return its version, counted from 1 for each registration and never given twice
     */
    public long store(WorkspaceId workspace, RegistrationId registration, Secret secret) {
        while (true) {
            var stored = documents.find(eq("_id", id(workspace, registration))).first();
            if (stored == null) {
                if (insert(workspace, registration, secret)) {
                    return 1;
                }
            } else {
                long last = stored.getLong("last");
                if (append(workspace, registration, last, secret)) {
                    return last + 1;
                }
            }
            // Somebody else was faster, so the next turn counts on from there.
        }
    }

    /** The log names that version, so it stays. Repeating it does no harm. */
    public void claim(WorkspaceId workspace, RegistrationId registration, long version) {
        documents.updateOne(
                eq("_id", id(workspace, registration)),
                pull("unclaimed", new Document("version", version)));
    }

    /**
     * A secret that the log names.
     *
     * @throws Refusal {@code vault.rolled_back} if it is not there, as after a restore of an older
     *     backup
     */
    public Secret read(WorkspaceId workspace, RegistrationId registration, long version) {
        var stored = documents.find(eq("_id", id(workspace, registration))).first();
        if (stored != null) {
            for (var one : stored.getList("versions", Document.class)) {
                if (one.getLong("version") == version) {
                    var key = one.get("key", Document.class);
                    return Envelope.open(ring, KIND, workspace, registration.value(), key)
                            .decrypt(FIELD, version, one.getString("ciphertext"));
                }
            }
        }
        throw Refusal.of(ErrorCode.VAULT_ROLLED_BACK);
    }

    /** Destroys one version with its data key. Repeating it does no harm. */
    public void destroy(WorkspaceId workspace, RegistrationId registration, long version) {
        var one = new Document("version", version);
        documents.updateOne(
                eq("_id", id(workspace, registration)),
                combine(pull("versions", one), pull("unclaimed", one)));
    }

    /**
     * What was stored before an instant of database time and never claimed: where the log names it
     * the node died before claiming it, else it is an orphan, to be destroyed.
     */
    public List<Unclaimed> unclaimed(WorkspaceId workspace, Instant before) {
        var found = new ArrayList<Unclaimed>();
        for (var stored : documents.find(eq("workspace", workspace.value()))) {
            for (var one : stored.getList("unclaimed", Document.class)) {
                var at = one.getDate("at").toInstant();
                if (at.isBefore(before)) {
                    found.add(
                            new Unclaimed(
                                    new RegistrationId(stored.getString("registration")),
                                    one.getLong("version"),
                                    at));
                }
            }
        }
        return found;
    }

    private boolean insert(WorkspaceId workspace, RegistrationId registration, Secret secret) {
        try {
            documents.insertOne(
                    new Document("_id", id(workspace, registration))
                            .append("workspace", workspace.value())
                            .append("registration", registration.value())
                            .append("last", 1L)
                            .append(
                                    "versions",
                                    List.of(version(workspace, registration, 1, secret)))
                            .append("unclaimed", List.of(unclaimed(1))));
            return true;
        } catch (MongoWriteException e) {
            if (Entries.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean append(
            WorkspaceId workspace, RegistrationId registration, long last, Secret secret) {
        return documents
                        .updateOne(
                                and(eq("_id", id(workspace, registration)), eq("last", last)),
                                combine(
                                        set("last", last + 1),
                                        push(
                                                "versions",
                                                version(workspace, registration, last + 1, secret)),
                                        push("unclaimed", unclaimed(last + 1))))
                        .getMatchedCount()
                == 1;
    }

    private Document version(
            WorkspaceId workspace, RegistrationId registration, long version, Secret secret) {
        var envelope = Envelope.make(ring, KIND, workspace, registration.value());
        return new Document("version", version)
                .append("key", envelope.toDocument())
                .append("ciphertext", envelope.encrypt(FIELD, version, secret));
    }

    private Document unclaimed(long version) {
        return new Document("version", version).append("at", databaseTime.instant());
    }

    private static String id(WorkspaceId workspace, RegistrationId registration) {
        return workspace.value() + "/" + registration.value();
    }
}
