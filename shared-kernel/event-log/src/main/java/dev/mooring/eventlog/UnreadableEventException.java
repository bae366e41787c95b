package dev.mooring.eventlog;

import dev.mooring.language.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * An event's envelope can be read and what is in it cannot. Says where it stands and whose it is,
 * and nothing of its content.
 */
public final class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final transient WorkspaceId workspace;
    private final @Nullable String owner;
    private final String event;
    private final String type;
    private final boolean unknown;

    /**
     * @param unknown whether this version does not know the type or its revision, so that a newer
     *     one may
     */
    public UnreadableEventException(
            Place place,
            WorkspaceId workspace,
            @Nullable String owner,
            String event,
            String type,
            boolean unknown,
            RuntimeException cause) {
        super(
                "the %s at position %d cannot be read (%s)"
                        .formatted(type, place.position(), cause.getClass().getSimpleName()),
                unknown ? cause : null);
        this.place = place;
        this.workspace = workspace;
        this.owner = owner;
        this.event = event;
        this.type = type;
        this.unknown = unknown;
    }

    public Place place() {
        return place;
    }

    public WorkspaceId workspace() {
        return workspace;
    }

    public @Nullable String owner() {
        return owner;
    }

    /** The event's id. */
    public String event() {
        return event;
    }

    public String type() {
        return type;
    }

    /** Whether a newer version of Mooring has to read it. */
    public boolean isUnknown() {
        return unknown;
    }
}
