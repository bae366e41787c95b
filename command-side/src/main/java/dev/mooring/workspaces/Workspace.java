package dev.mooring.workspaces;

/** A workspace as its events have made it. */
public sealed interface Workspace {

    /** It was never created. */
    record None() implements Workspace {}

    /** It exists. */
    record Created() implements Workspace {}
}
