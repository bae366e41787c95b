package dev.mooring.api.stream;

import org.springframework.http.codec.ServerSentEvent;

/** One open stream, as whoever tells on it has it. Thread-safe; never blocks. */
public interface Line<T> {

    /**
     * Tells an event, at once or when its reader has taken what was told before.
     *
     * @return whether there was room for it; not either where the stream has ended
     */
    boolean tell(ServerSentEvent<T> event);

    /** Whether the stream has ended. */
    boolean hasEnded();

    /** Ends the stream in good order, after what was told. */
    void end();

    /** Calls back once when the stream has ended, whichever side ended it; at once where it has. */
    void onEnd(Runnable callback);
}
