package dev.mooring.workspaces;

/** A user as its events have made it. Who it is stays in the events. */
public sealed interface User {

    /** Nobody has this id. */
    record Unknown() implements User {}

    /** It stands for somebody. */
    record Registered() implements User {}
}
