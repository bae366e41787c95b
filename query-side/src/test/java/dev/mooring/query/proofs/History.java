package dev.mooring.query.proofs;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.SigningKeys;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** A log of a few workspaces in a database of its own, and all that keeps proofs of it. */
final class History implements AutoCloseable {

    static final List<String> WORKSPACES = List.of("wsp_a", "wsp_b", "wsp_c");

    final MongoClient client;
    final MongoDatabase database;
    final EventLog log;
    final TreeStore store;
    final Progress progress;
    final Signers signers;
    final Checkpoints checkpoints;
    final Proofs proofs;
    final Verifications verifications;

    private final Random random = new Random(5);
    private final List<AutoCloseable> open = new ArrayList<>();
    private int written;
    private final String run = Long.toString(System.nanoTime(), 36);

    History(MongoFixture mongo) {
        this(mongo, mongo.freshDatabaseName());
    }

    /** In a database that is there. */
    History(MongoFixture mongo, String name) {
        client = mongo.newClient();
        database = client.getDatabase(name);
        var key = Base64.getEncoder().encodeToString(new byte[32]);
        var ring = KeyRing.open(database, new SuppliedKey("test", key));
        var personal = new StoredPersonalKeys(database, ring);
        var settings =
                LogSettings.of(database, "log", DomainEvents.TYPES, personal, Clock.systemUTC());
        log =
                MongoEventLog.open(
                        mongo.engine() == Engine.EMBEDDED ? settings.onEmbedded() : settings);
        store = new TreeStore(database);
        progress = new Progress(database);
        signers = new Signers(SigningKeys.open(database, ring));
        checkpoints = new Checkpoints(database, store, signers);
        proofs = new Proofs(log, store, progress, checkpoints);
        verifications = new Verifications(database);
    }

    /** Appends commits of one to three events, of any workspace. */
    void write(int commits) {
        for (int i = 0; i < commits; i++) {
            write(WORKSPACES.get(random.nextInt(WORKSPACES.size())), 1 + random.nextInt(3));
        }
    }

    /** Appends a commit of so many events. */
    void write(String workspace, int events) {
        var claimed = new ArrayList<NewEvent>();
        for (int i = 0; i < events; i++) {
            var name = "name_" + run + "_" + written++;
            claimed.add(
                    new NewEvent(
                            0, new LinkNameClaimed(workspace + "/" + name, name, "con_" + name)));
        }
        log.append(
                new NewCommit(
                        CommandId.random(),
                        new WorkspaceId(workspace),
                        Instant.now(),
                        new Origin(null, "key_test", null, "req", null, null),
                        claimed));
    }

    TreeKeeper keep(String node) {
        var keeper = new TreeKeeper(log.stored(), store, progress, node);
        open.add(keeper);
        keeper.start();
        return keeper;
    }

    Verifier verify(String node) {
        var verifier =
                new Verifier(log.stored(), store, checkpoints, verifications, Instant::now, node);
        open.add(verifier);
        verifier.start();
        return verifier;
    }

    /** Waits for the trees to have grown with all that is there. */
    void settle() throws InterruptedException {
        long head = log.head().position();
        if (proofs.await(head, Duration.ofMinutes(1)) < head) {
            throw new AssertionError("the trees do not grow");
        }
    }

    @Override
    public void close() throws Exception {
        for (var each : open) {
            each.close();
        }
        log.close();
        database.drop();
        client.close();
    }
}
