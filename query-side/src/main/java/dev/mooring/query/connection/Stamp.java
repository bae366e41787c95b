package dev.mooring.query.connection;

import dev.mooring.eventlog.RecordedEvent;
import java.time.Instant;

/**
 * Who did something and when.
 *
 * @param by the id of the user, key or policy that acted
 */
public record Stamp(Instant at, String by) {

    public static Stamp of(RecordedEvent event) {
        return new Stamp(event.at(), event.origin().actor());
    }
}
