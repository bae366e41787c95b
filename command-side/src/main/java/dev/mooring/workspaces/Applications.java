package dev.mooring.workspaces;

import dev.mooring.eventlog.EventLog;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;

/** Tells which applications a workspace has, at the log's head. Thread-safe. */
public final class Applications {

    private final EventLog log;

    public Applications(EventLog log) {
        this.log = log;
    }

    /**
     * Passes for an application of the workspace.
     *
     * @throws Refusal {@code application.unknown}, also for another workspace's
     */
    public void require(WorkspaceId workspace, ApplicationId application) {
        var isOurs =
                log.readAggregate(application.value(), 0).stream()
                        .anyMatch(recorded -> recorded.workspace().equals(workspace));
        if (!isOurs) {
            throw Refusal.of(ErrorCode.APPLICATION_UNKNOWN);
        }
    }
}
