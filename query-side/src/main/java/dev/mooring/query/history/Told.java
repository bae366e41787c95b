package dev.mooring.query.history;

import dev.mooring.eventlog.RecordedEvent;
import java.util.List;

/** An event with how its aggregate was before and is after it. */
record Told(RecordedEvent event, Facts before, Facts after) {

    List<Change> changes(Clearance clearance) {
        return after.since(before, clearance);
    }

    String summary(Clearance clearance) {
        return new Words(before, after, clearance).of(event.event());
    }
}
