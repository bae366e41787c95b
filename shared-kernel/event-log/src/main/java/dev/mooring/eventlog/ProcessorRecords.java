package dev.mooring.eventlog;

import java.util.Set;

/**
 * What is kept of processors whether they run or not: for whoever has one begin other than at the
 * beginning, and clears away after one that is needed no more. From any node; thread-safe.
 */
public interface ProcessorRecords {

    /**
     * Has a processor begin at a place, divided as another one is, or would be if it began now.
     * Nothing where it has a place already.
     *
     * @param like the name of the other one
     * @param at everything up to there counts as handled
     */
    void begin(String processor, String like, Place at);

    /** Which live nodes run a processor, by database time. */
    Set<String> nodes(String processor);

    /**
     * Forgets a processor's place and its dead letters. One that runs, or is started again, begins
     * at the beginning.
     */
    void forget(String processor);
}
