package dev.mooring.eventlog.mongo;

/** What happens to batches on their way into the log. Told by one thread at a time. */
interface WriterEvents {

    WriterEvents UNHEARD = new WriterEvents() {};

    /** So many commits go to the database at once. */
    default void sent(int commits) {}

    /** A slot was another commit's. */
    default void slotTaken() {}

    /** The index refused a key. */
    default void keyTaken() {}

    /** A key was known to be taken, so that the index was not asked. */
    default void keyKnown() {}

    /** A commit that was sent before was found in the log. */
    default void adopted() {}

    /** Commits are sent again for want of an answer. */
    default void resent() {}
}
