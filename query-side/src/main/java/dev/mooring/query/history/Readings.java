package dev.mooring.query.history;

import dev.mooring.api.request.Caller;
import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.language.CommandId;
import dev.mooring.language.ReadingId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.activity.ReadingEvent.ReadingMade;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who read personal text of others, in the activity log (security.md 31). Thread-safe. */
final class Readings {

    private final EventLog activity;

    Readings(EventLog activity) {
        this.activity = activity;
    }

    /**
     * Records a page that is about to be shown in plain; durable when it returns. An empty page
     * shows nothing and is no reading.
     *
     * @param connection the connection that was asked for; null for any
     * @param user the user who was asked for; null for any
     */
    void made(
            Caller caller,
            @Nullable String connection,
            @Nullable UserId user,
            List<HistoryEntry> shown) {
        if (shown.isEmpty()) {
            return;
        }
        var command = CommandId.random();
        var positions = shown.stream().mapToLong(HistoryEntry::position).summaryStatistics();
        var made =
                new ReadingMade(
                        ReadingId.madeBy(command).value(),
                        connection,
                        user == null ? null : user.value(),
                        positions.getMin(),
                        positions.getMax(),
                        shown.size());
        activity.append(
                new NewCommit(
                        command,
                        new WorkspaceId(caller.workspace()),
                        activity.clock().instant(),
                        origin(caller),
                        List.of(new NewEvent(0, made))));
    }

    /** A person's own token has no scope for audits, so it is a key that reads. */
    private static Origin origin(Caller caller) {
        var principal = caller.principal();
        return new Origin(
                null,
                principal.id(),
                principal.application(),
                caller.requestId(),
                null,
                Address.of(caller.context().network()));
    }
}
