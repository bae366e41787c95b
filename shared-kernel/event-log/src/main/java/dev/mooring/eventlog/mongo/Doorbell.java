package dev.mooring.eventlog.mongo;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Tells that there is something to read. Whoever rings names the commit that he knows of; the data
 * is always read by position. Thread-safe.
 */
final class Doorbell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final Set<Runnable> callbacks = ConcurrentHashMap.newKeySet();

    private long newest;
    private int waiting;

    /** A commit with this number is in the log. */
    void ring(long number) {
        lock.lock();
        try {
            if (number <= newest) {
                return;
            }
            newest = number;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
        callbacks.forEach(Runnable::run);
    }

    /** Has all who wait look whether they still should. */
    void stir() {
        lock.lock();
        try {
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a commit beyond a number, or until it is called off. */
    boolean awaitBeyond(long number, Duration atMost, BooleanSupplier calledOff)
            throws InterruptedException {
        lock.lockInterruptibly();
        waiting++;
        try {
            var left = atMost.toNanos();
            while (newest <= number && left > 0 && !calledOff.getAsBoolean()) {
                left = rung.awaitNanos(left);
            }
            return newest > number;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    long newest() {
        lock.lock();
        try {
            return newest;
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody would hear it. */
    boolean isAwaited() {
        lock.lock();
        try {
            return waiting > 0 || !callbacks.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void onRing(Runnable callback) {
        callbacks.add(callback);
    }

    void forget(Runnable callback) {
        callbacks.remove(callback);
    }
}
