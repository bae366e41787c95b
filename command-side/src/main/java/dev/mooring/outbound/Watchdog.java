package dev.mooring.outbound;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Cuts sockets whose time is up. A read time-out alone does not bound a call: a server that sends
 * one byte a second never trips it.
 */
final class Watchdog implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;

    Watchdog() {
        timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("outbound-watchdog").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** A point in time by the machine's monotonic clock. */
    record Deadline(long nanoTime) {

        static Deadline in(Duration duration) {
            return new Deadline(System.nanoTime() + duration.toNanos());
        }

        long nanosLeft() {
            return nanoTime - System.nanoTime();
        }

        boolean passed() {
            return nanosLeft() <= 0;
        }

        Deadline orEarlier(Deadline other) {
            return nanoTime - other.nanoTime <= 0 ? this : other;
        }
    }

    /** Holds the socket to the deadline until the guard is closed. */
    Guard guard(Socket socket, Deadline deadline) {
        var cut =
                timer.schedule(
                        () -> closeQuietly(socket), deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        return new Guard(cut);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Stops the watch when closed. */
    record Guard(ScheduledFuture<?> cut) implements AutoCloseable {

        @Override
        public void close() {
            cut.cancel(false);
        }
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is gone, which is all that was wanted.
        }
    }
}
