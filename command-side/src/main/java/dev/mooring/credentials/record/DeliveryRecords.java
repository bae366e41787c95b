package dev.mooring.credentials.record;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.DeliveryId;
import dev.mooring.language.activity.DeliveryEvent.DeliveryMade;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who took which credential, in the activity log. Thread-safe. */
public final class DeliveryRecords {

    private final EventLog activity;

    public DeliveryRecords(EventLog activity) {
        this.activity = activity;
    }

    /**
     * Records that a credential is handed out; durable when it returns.
     *
     * @param context who takes it, with an id of its own
     * @param application whose key it is taken with; null for a key that belongs to none
     */
    public void made(
            CommandContext context,
            ConnectionId connection,
            AuthorizationId authorization,
            long vaultVersion,
            @Nullable ApplicationId application) {
        var made =
                new DeliveryMade(
                        DeliveryId.madeBy(context.command()).value(),
                        connection.value(),
                        authorization.value(),
                        vaultVersion,
                        application == null ? null : application.value());
        activity.append(
                new NewCommit(
                        context.command(),
                        context.workspace(),
                        context.at(),
                        context.origin(),
                        List.of(new NewEvent(0, made))));
    }
}
