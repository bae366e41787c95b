package dev.mooring.erasing;

import dev.mooring.erasing.ErasureAnswer.Backups;
import dev.mooring.eventlog.EventLog;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.UserEvent.ErasureStarted;
import dev.mooring.language.workspace.UserEvent.UserErased;
import dev.mooring.language.workspace.UserEvent.UserKeyDestroyed;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far an erasure is, from the log at its head; at which step in between, from what its
 * policy notes. Thread-safe.
 */
final class ErasureStates {

    private final EventLog log;
    private final Erasures erasures;
    private final @Nullable Duration backupsKept;
    private final InstantSource clock;

    ErasureStates(
            EventLog log, Erasures erasures, @Nullable Duration backupsKept, InstantSource clock) {
        this.log = log;
        this.erasures = erasures;
        this.backupsKept = backupsKept;
        this.clock = clock;
    }

    /** An answer, and the version of the user that it tells of. */
    record State(ErasureAnswer answer, long version) {}

    /** Whether the workspace has, or had, a user of this id. */
    boolean knows(WorkspaceId workspace, UserId user) {
        var events = log.readAggregate(user.value(), 0);
        return !events.isEmpty() && events.getFirst().workspace().equals(workspace);
    }

    /**
     * How far it is.
     *
     * @throws Refusal {@code user.unknown}, {@code erasure.unknown}
     */
    State of(WorkspaceId workspace, UserId user) {
        if (!knows(workspace, user)) {
            throw Refusal.of(ErrorCode.USER_UNKNOWN);
        }
        Instant started = null;
        Instant keyDestroyed = null;
        Instant erased = null;
        long version = -1;
        for (var recorded : log.readAggregate(user.value(), 0)) {
            version = recorded.sequence();
            switch ((UserEvent) recorded.event()) {
                case UserRegistered _ -> {}
                case ErasureStarted _ -> started = recorded.at();
                case UserKeyDestroyed _ -> keyDestroyed = recorded.at();
                case UserErased _ -> erased = recorded.at();
            }
        }
        if (started == null) {
            throw Refusal.of(ErrorCode.ERASURE_UNKNOWN);
        }
        var backups = keyDestroyed == null ? null : backups(keyDestroyed);
        var state = state(erased, backups);
        var step = state.equals(ErasureAnswer.RUNNING) ? step(workspace, user) : null;
        return new State(
                new ErasureAnswer(
                        user.value(), state, step, started, keyDestroyed, erased, backups),
                version);
    }

    private String state(@Nullable Instant erased, @Nullable Backups backups) {
        if (erased == null) {
            return ErasureAnswer.RUNNING;
        }
        var until = backups == null ? null : backups.until();
        return until != null && !clock.instant().isBefore(until)
                ? ErasureAnswer.DONE
                : ErasureAnswer.LIVE_DONE;
    }

    private Backups backups(Instant keyDestroyed) {
        return new Backups(
                keyDestroyed, backupsKept == null ? null : keyDestroyed.plus(backupsKept));
    }

    /** Before the policy has come by, the first one. */
    private String step(WorkspaceId workspace, UserId user) {
        return erasures.find(workspace, user)
                .map(Erasure::step)
                .filter(step -> step != Step.DONE)
                .orElse(Step.ENDING_CONNECTIONS)
                .code();
    }
}
