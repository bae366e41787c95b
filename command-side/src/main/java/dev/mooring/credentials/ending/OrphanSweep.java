package dev.mooring.credentials.ending;

import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.Authorization.Ended;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.authorizations.Authorization.None;
import dev.mooring.connections.Connection;
import dev.mooring.connections.Connection.Live;
import dev.mooring.credentials.generations.Generations;
import dev.mooring.credentials.generations.Provenance;
import dev.mooring.credentials.generations.Use;
import dev.mooring.credentials.vault.Pending;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what nodes that died have left in the vault: what the log names is taken into use,
 * and what no event names, nor will, is revoked at the service and destroyed (security.md 22). The
 * log decides, at its head, and only on attempts that it has ended. Thread-safe.
 */
final class OrphanSweep {

    static final String NAME = "when-orphaned-then-destroy";

    /** By then no command is under way any more that was to name an entry. */
    static final Duration AGE = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);
    private static final Duration A_WHILE = Duration.ofMinutes(1);
    private static final int AT_A_TIME = 200;

    private final Vault vault;
    private final StateAtHead<Authorization, AuthorizationEvent> authorizations;
    private final StateAtHead<Connection, ConnectionEvent> connections;
    private final Generations generations;
    private final Ending ending;
    private final InstantSource clock;

    OrphanSweep(
            Vault vault,
            StateAtHead<Authorization, AuthorizationEvent> authorizations,
            StateAtHead<Connection, ConnectionEvent> connections,
            Generations generations,
            Ending ending,
            InstantSource clock) {
        this.vault = vault;
        this.authorizations = authorizations;
        this.connections = connections;
        this.generations = generations;
        this.ending = ending;
        this.clock = clock;
    }

    void sweep(WorkspaceId workspace) {
        var now = clock.instant();
        for (var pending : vault.unpromoted(workspace, now.minus(A_WHILE), AT_A_TIME)) {
            takeForward(workspace, pending);
        }
        for (var pending : vault.unclaimed(workspace, now.minus(A_WHILE), AT_A_TIME)) {
            lookAfter(workspace, pending, now);
        }
    }

    /** What a refresh brought, and nobody has fetched since. */
    private void takeForward(WorkspaceId workspace, Pending pending) {
        if (authorization(workspace, pending) instanceof Granted granted) {
            try {
                generations.newest(new Use(workspace, granted, NAME));
            } catch (Refusal e) {
                LOG.debug("{} ended meanwhile: {}", pending.authorization(), e.code());
            }
        }
    }

    /** What an attempt brought. */
    private void lookAfter(WorkspaceId workspace, Pending pending, Instant now) {
        switch (authorization(workspace, pending)) {
            case Granted _ -> generations.takeForwardFirst(workspace, pending.authorization());
            case Ended _ -> vault.destroy(workspace, pending.authorization());
            case None _ -> {
                if (pending.at().isBefore(now.minus(AGE)) && hasEnded(workspace, pending)) {
                    LOG.warn("no event names the credential of {}", pending.authorization());
                    ending.abandoned(workspace, pending.authorization(), NAME);
                }
            }
        }
    }

    private Authorization authorization(WorkspaceId workspace, Pending pending) {
        return authorizations.read(workspace, pending.authorization().value()).state();
    }

    /** Whether the attempt can no longer be completed: the decider takes a pending one only. */
    private boolean hasEnded(WorkspaceId workspace, Pending pending) {
        var connection = connection(workspace, pending);
        if (connection == null) {
            return true;
        }
        return !(connections.read(workspace, connection.value()).state() instanceof Live live)
                || live.pending() == null
                || !live.pending().id().equals(pending.attempt());
    }

    private @Nullable ConnectionId connection(WorkspaceId workspace, Pending pending) {
        return vault.find(workspace, pending.authorization())
                .flatMap(entry ->
                        entry.pending() == null
                                ? Optional.empty()
                                : Provenance.from(entry.pending().fields()))
                .map(Provenance::connection)
                .orElse(null);
    }
}
