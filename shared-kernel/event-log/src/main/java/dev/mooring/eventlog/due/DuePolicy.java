package dev.mooring.eventlog.due;

import dev.mooring.eventlog.RecordedEvent;
import java.time.Instant;
import java.util.List;

/** Decides from events what has to be sent when. Pure. */
public interface DuePolicy {

    /** Such as {@code when-window-ends-then-expire}; part of stored ids, so it never changes. */
    String name();

    /** What an event changes; nothing for most. */
    List<DueChange> fold(RecordedEvent event);

    /**
     * The command for something due.
     *
     * @param now the time of sending, at or after {@link Due#at}
     */
    Object command(Due due, Instant now);
}
