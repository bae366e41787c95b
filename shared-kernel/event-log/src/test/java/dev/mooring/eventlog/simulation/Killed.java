package dev.mooring.eventlog.simulation;

/** Ends an actor wherever it stands, as {@code kill -9} ends a process. */
final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
