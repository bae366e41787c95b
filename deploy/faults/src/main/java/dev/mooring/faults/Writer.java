package dev.mooring.faults;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.due.DueList;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
import dev.mooring.eventlog.mongo.DatabaseClock;
import dev.mooring.eventlog.mongo.DriverSettings;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.tck.node.LoopbackNode;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeyedHashes;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process that is broken: a node with callers, a follower and a due list, as a server has them.
 * Runs until it is killed, or whoever started it is gone. {@code stop} on its standard input ends
 * its callers.
 */
final class Writer {

    private static final int CALLERS = 4;

    private Writer() {}

    /**
     * Takes the name, the folder of its journals, the database ({@code embedded} for one in this
     * process, in the folder), how far its clock is off, and a seed.
     */
    public static void main(String[] arguments) throws Exception {
        // A caller that ends by what it did not expect is a finding, not one caller less.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(3);
        });
        var name = arguments[0];
        var folder = Path.of(arguments[1]);
        var embedded = arguments[2].equals(EmbeddedScenarios.EMBEDDED);
        var uri =
                embedded
                        ? EmbeddedMongo.open(folder.resolve("data")).connectionString()
                        : arguments[2];
        try (var client =
                MongoClients.create(DriverSettings.of(new ConnectionString(uri)).build())) {
            run(client, embedded, name, folder, Duration.parse(arguments[3]), arguments[4]);
        }
    }

    private static void run(
            MongoClient client,
            boolean embedded,
            String name,
            Path folder,
            Duration off,
            String seed)
            throws IOException {
        var database = client.getDatabase(Run.DATABASE);
        var key = Base64.getEncoder().encodeToString(new byte[32]);
        var ring = KeyRing.open(database, new SuppliedKey("faults", key));
        var keys = new StoredPersonalKeys(database, ring);
        var time = DatabaseClock.of(database);
        var clock = off.isZero() ? time : new UnsteadyClock(time, off);
        var settings =
                LogSettings.of(database, Run.LOG, ProbeEvent.TYPES, keys, clock)
                        .withChangeStreams(() -> !embedded);
        // Where there are others that are as busy, the holder of the lease writes for all.
        EventLog log =
                embedded
                        ? MongoEventLog.open(settings.onEmbedded())
                        : LoopbackNode.listen(
                                        longName(name), KeyedHashes.open(database, ring), time)
                                .open(settings);
        var bells = new WhenDueThenRing(log);
        var processors = AxonLog.over(log, database, name);
        DueList.start(bells, processors, bells, database, time);
        var stopped = new AtomicBoolean();
        var journal = Journal.open(folder.resolve(name + ".told"));
        for (int i = 0; i < CALLERS; i++) {
            var caller = new Caller(log, time, journal, Long.parseLong(seed) + i, stopped::get);
            Thread.ofPlatform().daemon().name("caller-" + i).start(caller);
        }
        Thread.ofPlatform()
                .daemon()
                .name("follower")
                .start(new Follower(log, folder.resolve(name + ".seen")));
        obey(stopped);
    }

    /** As {@link Node#isCalled} expects it. */
    private static String longName(String name) {
        return "%s-%d-%s".formatted(name, ProcessHandle.current().pid(), UUID.randomUUID());
    }

    private static void obey(AtomicBoolean stopped) throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (input.readLine() != null) {
            stopped.set(true);
        }
        Runtime.getRuntime().halt(0);
    }
}
