package dev.mooring.eventlog;

/** Makes processors of one log. */
@FunctionalInterface
public interface Processors {

    /**
     * A processor that has not been started.
     *
     * @param name under which its place is kept, for good
     */
    Processor processor(String name, BatchHandler handler);
}
