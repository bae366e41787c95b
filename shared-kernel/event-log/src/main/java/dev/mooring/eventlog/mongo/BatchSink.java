package dev.mooring.eventlog.mongo;

import java.util.List;

/** Where batches go. Used by one thread at a time. */
interface BatchSink {

    /** Gives every commit of the batch its end. */
    void write(List<Pending> batch);
}
