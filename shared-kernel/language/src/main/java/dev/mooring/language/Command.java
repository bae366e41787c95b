package dev.mooring.language;

import java.time.Instant;

/**
 * A wish to change something. It brings its time and the ids of what it makes, so that deciding on
 * it is pure.
 */
public interface Command {

    /** When it was given, in database time. */
    Instant at();
}
