package dev.mooring.credentials.record;

import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.CommandId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.activity.RefreshEvent;
import dev.mooring.language.activity.RefreshEvent.RefreshFailed;
import dev.mooring.language.activity.RefreshEvent.RefreshStarted;
import dev.mooring.language.activity.RefreshEvent.RefreshSucceeded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every refresh, in the activity log: each sending is recorded before it, and what came of it
 * after. Everything is durable when a call returns. Thread-safe.
 */
public final class RefreshRecords {

    private final EventLog activity;

    public RefreshRecords(EventLog activity) {
        this.activity = activity;
    }

    /** What is on record of a generation's refresh, at the head. */
    public RefreshHistory history(AuthorizationId authorization, long generation) {
        return RefreshHistory.of(
                activity.readAggregate(RefreshEvent.refreshOf(authorization, generation), 0));
    }

    /**
     * Records that the refresh token of a generation is about to be sent.
     *
     * @param known what the caller has seen of its history
     * @return whether it is recorded; not, if something was recorded since
     */
    public boolean started(
            WorkspaceId workspace,
            Origin origin,
            AuthorizationId authorization,
            long generation,
            long epoch,
            RefreshHistory known) {
        var started =
                new RefreshStarted(
                        RefreshEvent.refreshOf(authorization, generation),
                        authorization.value(),
                        generation,
                        epoch);
        try {
            append(CommandId.random(), workspace, origin, new NewEvent(known.events(), started));
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }

    /** Records that a generation has its next one; once, however often it is called. */
    public void succeeded(
            WorkspaceId workspace, Origin origin, AuthorizationId authorization, long generation) {
        var refresh = RefreshEvent.refreshOf(authorization, generation);
        outcome(
                CommandId.of("refresh.succeeded", workspace.value(), refresh),
                workspace,
                origin,
                new RefreshSucceeded(refresh, authorization.value(), generation, generation + 1));
    }

    /**
     * Records that a sending brought no next generation.
     *
     * @param serviceError the service's own code, where it gave one
     */
    public void failed(
            WorkspaceId workspace,
            Origin origin,
            AuthorizationId authorization,
            long generation,
            RefreshOutcome outcome,
            @Nullable String serviceError) {
        outcome(
                CommandId.random(),
                workspace,
                origin,
                new RefreshFailed(
                        RefreshEvent.refreshOf(authorization, generation),
                        authorization.value(),
                        generation,
                        outcome.code(),
                        serviceError));
    }

    /** What has happened stands wherever there is room for it. */
    private void outcome(CommandId id, WorkspaceId workspace, Origin origin, RefreshEvent event) {
        while (true) {
            long next = activity.readAggregate(event.refresh(), 0).size();
            try {
                append(id, workspace, origin, new NewEvent(next, event));
                return;
            } catch (ConflictException e) {
                // Another node's outcome came in between, so the next turn goes behind it.
            }
        }
    }

    private void append(CommandId id, WorkspaceId workspace, Origin origin, NewEvent event) {
        activity.append(
                new NewCommit(id, workspace, activity.clock().instant(), origin, List.of(event)));
    }
}
