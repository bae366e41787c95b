package dev.mooring.eventlog.tck.mongo;

import java.nio.file.Path;

/**
 * One {@code mongod} that a test may break. Every method returns only when the process has reached
 * the state it is named for. Not thread-safe: one test breaks one member at a time.
 */
public interface MongoMember extends AutoCloseable {

    /** {@code 127.0.0.1:<port>}, the same after a restart. */
    String address();

    /**
     * The folder of its data files on this machine.
     *
     * @throws UnsupportedOperationException where they are out of reach
     */
    Path data();

    /**
     * The id of its process on this machine, while it runs.
     *
     * @throws UnsupportedOperationException where it has none
     */
    long pid();

    /** Whether the process exists; a paused one does. */
    boolean isRunning();

    /** {@code kill -9}: no goodbye, no flush. */
    void kill();

    /** A clean stop, as an operator would. */
    void stop();

    /** Starts a stopped or killed member on the data it had; returns when it answers. */
    void start();

    /** SIGSTOP: the process stays, its sockets stay open, nothing moves. */
    void pause();

    /** SIGCONT: it goes on, believing that no time has passed. */
    void resume();

    /** Kills it and deletes its data. Idempotent. */
    @Override
    void close();
}
