package dev.mooring.eventlog;

/** This version does not know an event's type, or not its revision; a newer one wrote it. */
public final class UnknownEventException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public UnknownEventException(String type, String revision) {
        super("%s of revision %s is not known to this version".formatted(type, revision));
    }
}
