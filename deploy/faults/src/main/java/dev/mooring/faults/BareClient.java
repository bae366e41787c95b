package dev.mooring.faults;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.mooring.eventlog.mongo.DriverSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.Document;

/**
 * A client that knows nothing of logs and gives up soon: shows how much of a recovery is the
 * database's. Thread-safe.
 */
final class BareClient implements AutoCloseable {

    private static final long PATIENCE_MS = 1_000;

    private final MongoClient client;
    private final MongoCollection<Document> collection;
    private volatile boolean closed;

    BareClient(String uri) {
        client = MongoClients.create(DriverSettings.of(new ConnectionString(uri)).build());
        collection =
                client.getDatabase(Run.DATABASE)
                        .getCollection("bare")
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                        .withTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    /** How long it takes to have as many insertions acknowledged as make a node's progress. */
    CompletableFuture<Duration> progress() {
        return CompletableFuture.supplyAsync(() -> {
            long begun = System.nanoTime();
            for (int i = 0; i < Run.PROGRESS; i++) {
                insert();
            }
            return Duration.ofNanos(System.nanoTime() - begun);
        });
    }

    /** Waits for it, at most so long. */
    static boolean isDone(CompletableFuture<Duration> progress, Duration atMost)
            throws InterruptedException {
        try {
            progress.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void insert() {
        while (!closed) {
            try {
                var _ = collection.insertOne(new Document());
                return;
            } catch (MongoException e) {
                // Once more.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
