package dev.mooring.backup;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.keys.KeyFile;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeyedHashes;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.EventTypes;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.activity.ActivityEvents;
import dev.mooring.language.activity.RefreshEvent.RefreshStarted;
import dev.mooring.language.activity.RefreshEvent.RefreshSucceeded;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.UserEvent.ErasureStarted;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/** As much of an installation as lies in its database: logs, a vault, keys. */
final class SampleInstallation implements AutoCloseable {

    static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_sample");

    private static final Origin ORIGIN =
            new Origin("usr_ada", "usr_ada", null, "req-1", null, Address.of("192.0.2.1"));

    final MongoDatabase database;
    final StoredPersonalKeys personal;
    final EventLog log;
    final EventLog activity;
    private final UserIndex index;
    private final MongoClient client;

    private SampleInstallation(String address, String name, Path kek, boolean embedded) {
        client = MongoClients.create(address);
        database = client.getDatabase(name);
        var ring = KeyRing.open(database, new KeyFile(kek));
        personal = new StoredPersonalKeys(database, ring);
        index = new UserIndex(database, KeyedHashes.open(database, ring));
        log = open("log", DomainEvents.TYPES, embedded);
        activity = open("activity", ActivityEvents.TYPES, embedded);
    }

    static SampleInstallation open(String address, String name, Path kek, boolean embedded) {
        return new SampleInstallation(address, name, kek, embedded);
    }

    /** As the vault does it: the entry first, the commit that names it second. */
    void grant(String authorization, long vaultVersion) {
        store(authorization, vaultVersion);
        append(
                log,
                0,
                new AuthorizationGranted(
                        authorization,
                        "usr_ada",
                        "svc_sample",
                        1,
                        "reg_sample",
                        1,
                        "fingerprint",
                        "Ada at work",
                        List.of("read"),
                        vaultVersion,
                        null));
    }

    void register(String user, String externalId) {
        index.findOrAdd(WORKSPACE.value(), externalId, () -> user);
        append(log, 0, new UserRegistered(user, externalId));
    }

    void eraseLater(String user) {
        append(log, 1, new ErasureStarted(user));
    }

    void revoke(String authorization) {
        append(log, 1, new AuthorizationRevoked(authorization));
    }

    void store(String authorization, long version) {
        database.getCollection("vault")
                .insertOne(
                        new Document("_id", WORKSPACE.value() + "/" + authorization)
                                .append("workspace", WORKSPACE.value())
                                .append("authorization", authorization)
                                .append("current", new Document("version", version))
                                .append(
                                        "refresh",
                                        new Document("epoch", 3L)
                                                .append("version", version)
                                                .append("until", Instant.now().plusSeconds(60))
                                                .append("unanswered", 2)));
    }

    void refreshed(String authorization, long generation) {
        var refresh = authorization + "/" + generation;
        append(activity, 0, new RefreshStarted(refresh, authorization, generation, 1));
        append(
                activity,
                1,
                new RefreshSucceeded(refresh, authorization, generation, generation + 1));
    }

    void issueKey(String key) {
        append(
                log,
                0,
                new KeyIssued(
                        key, "Backend", List.of("tokens:read"), null, null, null, "0".repeat(64)));
    }

    long position() {
        return log.head().position();
    }

    @Override
    public void close() {
        log.close();
        activity.close();
        client.close();
    }

    private EventLog open(String collection, EventTypes types, boolean embedded) {
        var settings = LogSettings.of(database, collection, types, personal, Clock.systemUTC());
        return MongoEventLog.open(embedded ? settings.onEmbedded() : settings);
    }

    private static void append(EventLog log, long sequence, DomainEvent event) {
        log.append(
                new NewCommit(
                        CommandId.random(),
                        WORKSPACE,
                        Instant.now(),
                        ORIGIN,
                        List.of(new NewEvent(sequence, event))));
    }
}
