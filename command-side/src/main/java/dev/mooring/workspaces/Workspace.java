package dev.mooring.workspaces;

import dev.mooring.language.IssuerId;
import org.jspecify.annotations.Nullable;

/** A workspace as its events have made it. */
public sealed interface Workspace {

    /** It was never created. */
    record None() implements Workspace {}

    /**
     * It exists.
     *
     * @param issuer of its users' tokens; null where it takes none
     */
    record Created(@Nullable IssuerId issuer) implements Workspace {}
}
