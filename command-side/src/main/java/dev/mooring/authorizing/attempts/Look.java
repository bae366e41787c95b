package dev.mooring.authorizing.attempts;

/** What a ticket is worth to a browser that only looks. Nothing is consumed by looking. */
public sealed interface Look {

    record Valid(Attempt attempt) implements Look {}

    record Useless(Uselessness why) implements Look {}

    /** Why a ticket opens nothing. */
    enum Uselessness {
        /** None of ours, or replaced by a newer one, or long gone. */
        UNKNOWN,
        /** It was opened before. */
        USED,
        /** The window has closed. */
        EXPIRED,
        /** The browser's session is another user's, or there is none. */
        WRONG_USER
    }
}
