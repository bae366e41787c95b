package dev.mooring.eventlog.tck.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;

/** What every {@code mongod} in a test has in common: its options, its port, its first answer. */
final class Mongods {

    /** Long enough for a cold disk; a member that is up answers within tens of milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Mongods() {}

    static List<String> options(int port) {
        return List.of(
                "--port",
                Integer.toString(port),
                "--bind_ip",
                "127.0.0.1",
                "--nounixsocket",
                "--wiredTigerCacheSizeGB",
                "0.25",
                "--setParameter",
                "diagnosticDataCollectionEnabled=false");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of this one member, whatever its role, that notices within 50 ms when it is up. */
    static MongoClient direct(String address, Duration patience) {
        return MongoClients.create(
                MongoClientSettings.builder()
                        .applyConnectionString(
                                new ConnectionString(
                                        "mongodb://" + address + "/?directConnection=true"))
                        .applyToClusterSettings(cluster ->
                                cluster.serverSelectionTimeout(
                                        patience.toMillis(), TimeUnit.MILLISECONDS))
                        .applyToServerSettings(server ->
                                server.heartbeatFrequency(50, TimeUnit.MILLISECONDS)
                                        .minHeartbeatFrequency(50, TimeUnit.MILLISECONDS))
                        .build());
    }

    /**
     * Waits until the member answers and returns what it says of itself.
     *
     * @throws IllegalStateException when it does not answer, at once when {@code alive} turns false
     */
    static Document awaitHello(String address, BooleanSupplier alive) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (MongoClient client = direct(address, Duration.ofMillis(500))) {
            while (true) {
                try {
                    return client.getDatabase("admin").runCommand(new Document("hello", 1));
                } catch (MongoException e) {
                    if (!alive.getAsBoolean() || System.nanoTime() > deadline) {
                        throw new IllegalStateException("no answer from " + address, e);
                    }
                }
            }
        }
    }
}
