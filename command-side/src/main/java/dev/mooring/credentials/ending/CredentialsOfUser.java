package dev.mooring.credentials.ending;

import dev.mooring.credentials.generations.Grantor;
import dev.mooring.credentials.generations.Provenance;
import dev.mooring.credentials.vault.Entry;
import dev.mooring.credentials.vault.Pending;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Origin;
import dev.mooring.keys.UnreadableException;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;

/**
 * Ends all credentials of a user who is erased, what attempts of his have left behind included. It
 * relies on no processor to have come by, nor on one not to come by at the same time. Thread-safe.
 */
public final class CredentialsOfUser {

    /** Entries of attempts that no grant took up; there are few, since they are swept. */
    private static final int ALL = Integer.MAX_VALUE;

    /** Nodes' readings of database time differ by less. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final Vault vault;
    private final EventLog log;
    private final Ending ending;
    private final InstantSource clock;

    CredentialsOfUser(Vault vault, EventLog log, Ending ending, InstantSource clock) {
        this.vault = vault;
        this.log = log;
        this.ending = ending;
        this.clock = clock;
    }

    /**
     * Revokes at the service, as far as it answers, and destroys whatever the vault still holds of
     * a user. Repeating it does no harm.
     *
     * @param granted all authorizations that were ever his
     * @param origin of the erasure
     */
    public void end(
            WorkspaceId workspace,
            UserId user,
            Collection<AuthorizationId> granted,
            Origin origin) {
        for (var authorization : granted) {
            if (vault.holds(workspace, authorization)) {
                ending.ended(workspace, authorization, grantor(authorization), origin);
            }
        }
        for (var pending : vault.unclaimed(workspace, clock.instant().plus(AHEAD), ALL)) {
            if (isOf(workspace, user, pending)) {
                ending.abandoned(workspace, pending.authorization(), origin.request());
            }
        }
    }

    private Grantor grantor(AuthorizationId authorization) {
        var granted = log.readAggregate(authorization.value(), 0).getFirst().event();
        return Grantor.of((AuthorizationGranted) granted);
    }

    /** What cannot be read tells not whose it was, and is of no use to anybody. */
    private boolean isOf(WorkspaceId workspace, UserId user, Pending pending) {
        try {
            return vault.find(workspace, pending.authorization())
                    .map(Entry::pending)
                    .flatMap(credential -> Provenance.from(credential.fields()))
                    .filter(provenance -> provenance.grantor().user().equals(user))
                    .isPresent();
        } catch (UnreadableException e) {
            return false;
        }
    }
}
