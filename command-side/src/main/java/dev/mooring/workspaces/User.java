package dev.mooring.workspaces;

/** A user as its events have made it. Who it is stays in the events. */
public sealed interface User {

    /** Nobody has this id. */
    record Unknown() implements User {}

    /** It stands for somebody. */
    record Registered() implements User {}

    /**
     * Whom it stands for is being erased.
     *
     * @param keyDestroyed whether his personal text can be read no more
     */
    record Erasing(boolean keyDestroyed) implements User {}

    /** It stands for nobody any more, and never will again. */
    record Erased() implements User {}

    /** Whether nothing more may be done of or for him. */
    default boolean isLeaving() {
        return switch (this) {
            case Unknown _, Registered _ -> false;
            case Erasing _, Erased _ -> true;
        };
    }
}
