package dev.mooring.eventlog.mongo;

/** What a caller was told of his commit. */
sealed interface Told {

    /**
     * It is in the log, its last event at this position.
     *
     * @param repeated whether an earlier sending wrote it
     */
    record Written(long position, boolean repeated) implements Told {}

    /** Another commit has this sequence of this aggregate. */
    record Refused(String aggregate, long sequence) implements Told {}

    /** Nothing was written. */
    record Unwritten() implements Told {}

    /** Nobody knows, or he did not live to hear it. */
    record Unknown() implements Told {}
}
