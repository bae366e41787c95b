package dev.mooring.eventlog.sample;

import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.sample.ThingEvent.ThingMade;
import dev.mooring.eventlog.sample.ThingEvent.ThingUsed;
import dev.mooring.language.CommandId;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Commits that tests need all the time. */
public final class Samples {

    public static final WorkspaceId ACME = new WorkspaceId("wsp_acme");
    public static final WorkspaceId OTHER = new WorkspaceId("wsp_other");
    public static final String ALICE = "usr_alice";
    public static final Instant AT = Instant.parse("2026-03-01T09:30:00.250Z");
    public static final Origin ORIGIN = new Origin(ALICE, ALICE, "app_crm", "req-1", null, null);

    private Samples() {}

    public static ThingMade made(String thing) {
        return new ThingMade(thing, ALICE, "Alice's thing", Map.of("region", "eu"));
    }

    public static NewCommit commit(NewEvent... events) {
        return commit(CommandId.random(), events);
    }

    public static NewCommit commit(CommandId id, NewEvent... events) {
        return new NewCommit(id, ACME, AT, ORIGIN, List.of(events));
    }

    /** A commit with so many events of a thing of its own. */
    public static NewCommit used(String thing, int from, int events) {
        return commit(
                IntStream.range(from, from + events)
                        .mapToObj(sequence -> new NewEvent(sequence, ThingUsed.once(thing)))
                        .toArray(NewEvent[]::new));
    }
}
