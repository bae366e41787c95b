package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.ProcessorPositions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The positions that the segments have stored: the one furthest behind counts. */
final class StoredPositions implements ProcessorPositions {

    /** How often a position is read again that a processor on another node stores. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SegmentStore segments;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stored = lock.newCondition();
    private long storedHere;

    StoredPositions(SegmentStore segments) {
        this.segments = segments;
    }

    @Override
    public long position(String processor) {
        return segments.of(processor).stream()
                .mapToLong(stored -> stored.place().position())
                .min()
                .orElse(0);
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

    /** A place was stored on this node. */
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
