package dev.mooring.credentials.record;

import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.CommandId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.activity.DestructionEvent.CredentialDestroyed;
import java.util.List;

/** Every destruction of a credential, in the activity log. Thread-safe. */
public final class DestructionRecords {

    private final EventLog activity;

    public DestructionRecords(EventLog activity) {
        this.activity = activity;
    }

    /**
     * Records that a credential is gone; once, however often it is called. Durable when it returns.
     *
     * @param atService what was done at the service before, as {@link CredentialDestroyed} says it
     */
    public void destroyed(
            WorkspaceId workspace, Origin origin, AuthorizationId authorization, String atService) {
        activity.append(
                new NewCommit(
                        CommandId.of(
                                "credential.destroyed", workspace.value(), authorization.value()),
                        workspace,
                        activity.clock().instant(),
                        origin,
                        List.of(
                                new NewEvent(
                                        0,
                                        new CredentialDestroyed(
                                                authorization.value(), atService)))));
    }
}
