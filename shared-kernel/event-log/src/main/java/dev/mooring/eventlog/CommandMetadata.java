package dev.mooring.eventlog;

/** The keys under which handlers find, as text, what came in with their command. */
public final class CommandMetadata {

    public static final String WORKSPACE = "workspace";
    public static final String OWNER = "owner";
    public static final String ACTOR = "actor";
    public static final String CLIENT = "client";
    public static final String REQUEST = "request";
    public static final String CAUSE = "cause";
    public static final String COMMAND = "command";

    /** An {@link java.time.Instant} as ISO 8601. */
    public static final String AT = "at";

    /**
     * How often this command has been decided, this time included: more than once after conflicts.
     */
    public static final String TRY = "try";

    private CommandMetadata() {}
}
