package dev.mooring.bench;

import dev.mooring.bench.Callers.Done;
import java.time.Duration;

/** Something that keeps events, to which callers append one at a time. */
interface Peer extends AutoCloseable {

    /** With its version and its database. */
    String name();

    /** How it is set up, for who doubts that it was done fairly. */
    String setUp();

    /** Callers at work at once, each appending to an aggregate of its own. */
    Done append(int callers, Duration time) throws Exception;
}
