package dev.mooring.faults;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Receipt;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.due.Due;
import dev.mooring.eventlog.due.DueChange;
import dev.mooring.eventlog.due.DuePolicy;
import dev.mooring.faults.ProbeEvent.Armed;
import dev.mooring.faults.ProbeEvent.Rang;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An armed probe rings at its time; and what makes it ring. */
final class WhenDueThenRing implements DuePolicy, CommandSender {

    private final EventLog log;

    WhenDueThenRing(EventLog log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "when-due-then-ring";
    }

    @Override
    public List<DueChange> fold(RecordedEvent event) {
        return event.event() instanceof Armed armed
                ? List.of(new DueChange.Set(armed.probe(), armed.due(), Map.of()))
                : List.of();
    }

    @Override
    public Object command(Due due, Instant now) {
        return new Rang(due.key());
    }

    @Override
    public Receipt send(Object command, CommandContext context) {
        var rang = new NewEvent(1, (Rang) command);
        return log.append(
                new NewCommit(
                        context.command(),
                        context.workspace(),
                        context.at(),
                        context.origin(),
                        List.of(rang)));
    }
}
