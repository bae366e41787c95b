package dev.mooring.eventlog.simulation;

/** A mistake that is put in on purpose, to see that it is found. */
public enum Plant {
    /** Read concern local: what is read may be rolled back. */
    LOCAL_READS,
    /** Write concern 1: what is acknowledged may be rolled back. */
    ACKNOWLEDGED_BY_ONE,
    /** An insertion goes on after a refusal, so that a commit can come before its predecessor. */
    UNORDERED,
    /** The index over what commits claim is missing. */
    NO_KEYS,
    /** What got no answer is taken for never sent. */
    UNANSWERED_IS_UNSENT
}
