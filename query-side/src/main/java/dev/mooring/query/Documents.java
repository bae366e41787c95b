package dev.mooring.query;

import java.util.Collection;
import java.util.Map;

/** Where the documents of one read model are kept. Thread-safe. */
public interface Documents {

    /** Those of the keys that there are, in one read that sees every earlier {@link #save}. */
    Map<Key<?>, Stored<?>> load(Collection<? extends Key<?>> keys);

    /**
     * Writes documents in one bulk write, durable on a majority when it returns. One that is
     * already there at the same position or a later one stays: a processor that was paused past its
     * claim does no harm. After a failure any of them may be written.
     */
    void save(Collection<? extends Stored<?>> documents);
}
