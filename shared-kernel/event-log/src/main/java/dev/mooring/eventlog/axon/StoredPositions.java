package dev.mooring.eventlog.axon;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.mooring.eventlog.ProcessorPositions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;

/** The positions that the token store holds. */
final class StoredPositions implements ProcessorPositions {

    /** How often tokens are read again that a processor on another node stores. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final MongoCollection<Document> tokens;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stored = lock.newCondition();
    private long storedHere;

    StoredPositions(MongoCollection<Document> tokens) {
        this.tokens = tokens;
    }

    @Override
    public long position(String processor) {
        long smallest = Long.MAX_VALUE;
        for (var token : tokens.find(Filters.eq(LogTokenStore.PROCESSOR, processor))) {
            smallest = Math.min(smallest, token.getLong(LogTokenStore.POSITION));
        }
        return smallest == Long.MAX_VALUE ? 0 : smallest;
    }

    @Override
    public long await(String processor, long position, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = storedHere();
            long reached = position(processor);
            long left = deadline - System.nanoTime();
            if (reached >= position || left <= 0) {
                return reached;
            }
            pause(before, Math.min(left, POLL_NANOS));
        }
    }

    /** A token was stored on this node. */
    void moved() {
        lock.lock();
        try {
            storedHere++;
            stored.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long storedHere() {
        lock.lock();
        try {
            return storedHere;
        } finally {
            lock.unlock();
        }
    }

    private void pause(long before, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (storedHere == before && left > 0) {
                left = stored.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
