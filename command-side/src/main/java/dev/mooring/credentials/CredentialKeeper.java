package dev.mooring.credentials;

import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.Authorization.None;
import dev.mooring.credentials.ending.Ending;
import dev.mooring.credentials.generations.Generations;
import dev.mooring.credentials.generations.Granting;
import dev.mooring.credentials.generations.TokenReceipt;
import dev.mooring.credentials.given.GivenCredential;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.Grant;
import dev.mooring.language.service.Auth;
import dev.mooring.oauth2.Tokens;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the credential that an attempt brings: into the vault first, then into the commit that
 * refers to it, and into use after that. A node that dies in between leaves either an entry that is
 * taken forward by whoever reads it, since the log names it, or one that is swept, since the log
 * does not. Thread-safe.
 */
public final class CredentialKeeper {

    /** The first generation, to which the log's grant refers. */
    private static final long FIRST = 1;

    private final Vault vault;
    private final Generations generations;
    private final Ending ending;
    private final StateAtHead<Authorization, AuthorizationEvent> authorizations;

    CredentialKeeper(
            Vault vault,
            Generations generations,
            Ending ending,
            StateAtHead<Authorization, AuthorizationEvent> authorizations) {
        this.vault = vault;
        this.generations = generations;
        this.ending = ending;
        this.authorizations = authorizations;
    }

    /**
     * Seals what an exchange brought, as it came. To be called before anything else is done with
     * it.
     *
     * @param asked the scopes that were asked for
     * @param at when the exchange was begun: what the lifetime counts from
     * @return what the command is to say that completes the attempt
     */
    public Grant keep(Granting granting, Tokens tokens, List<String> asked, Instant at) {
        var receipt = new TokenReceipt(tokens.raw(), at, asked, separator(granting), null).fields();
        store(granting, receipt);
        var lifetime = tokens.lifetime();
        var ends = tokens.refreshToken() == null && lifetime != null ? at.plus(lifetime) : null;
        return new Grant(granting.clientVersion(), tokens.grantedScopes(), FIRST, ends);
    }

    /**
     * Seals what the user gives.
     *
     * @param scopes those of the connection: a key says nothing of its own
     * @return what the command is to say that starts and completes the attempt
     * @throws Refusal {@code attempt.ended} where this very attempt was begun before and given up,
     *     or with another credential
     */
    public Grant keep(Granting granting, GivenCredential given, List<String> scopes) {
        store(granting, given.fields());
        return new Grant(granting.clientVersion(), scopes, FIRST, null);
    }

    /** Puts into use what was kept, once the commit that refers to it stands. */
    public void takeIntoUse(WorkspaceId workspace, AuthorizationId authorization) {
        generations.takeForwardFirst(workspace, authorization);
    }

    /**
     * Revokes at the service and destroys what was kept, once the command was refused that was to
     * refer to it. Not where it is unknown whether the command has committed: such an entry is
     * looked after later. What the log does refer to stays.
     *
     * @param request what brings it about
     */
    public void abandon(WorkspaceId workspace, AuthorizationId authorization, String request) {
        if (authorizations.read(workspace, authorization.value()).state() instanceof None) {
            ending.abandoned(workspace, authorization, request);
        }
    }

    /** A command that is sent again finds what it stored before, and goes on only with the same. */
    private void store(Granting granting, Map<String, Secret> fields) {
        var all = new HashMap<>(granting.origin());
        all.putAll(granting.kept());
        all.putAll(fields);
        if (!vault.store(granting.workspace(), granting.authorization(), granting.attempt(), all)
                && !isStored(granting, fields)) {
            throw Refusal.of(ErrorCode.ATTEMPT_ENDED);
        }
    }

    private boolean isStored(Granting granting, Map<String, Secret> fields) {
        return vault.find(granting.workspace(), granting.authorization())
                .map(entry -> entry.pending() == null ? entry.current() : entry.pending())
                .filter(first ->
                        first.version() == FIRST
                                && first.fields().entrySet().containsAll(fields.entrySet()))
                .isPresent();
    }

    private static String separator(Granting granting) {
        if (granting.service().definition().auth() instanceof Auth.OAuth2AuthorizationCode code) {
            return code.scopeSeparator();
        }
        throw new IllegalArgumentException("tokens come from OAuth 2.0 services only");
    }
}
