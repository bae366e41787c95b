package dev.mooring.workspaces;

/** A client application as its events have made it. */
public sealed interface Application {

    /** There is none. */
    record Unknown() implements Application {}

    /** It may hold keys and be allowed to use connections. */
    record Registered() implements Application {}
}
