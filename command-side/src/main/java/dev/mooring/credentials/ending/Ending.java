package dev.mooring.credentials.ending;

import dev.mooring.credentials.clients.GrantedServices;
import dev.mooring.credentials.clients.OAuth2Clients;
import dev.mooring.credentials.ending.GrantsInEffect.Holder;
import dev.mooring.credentials.generations.Grantor;
import dev.mooring.credentials.generations.HeldTokens;
import dev.mooring.credentials.generations.Provenance;
import dev.mooring.credentials.generations.UrlParameters;
import dev.mooring.credentials.record.DestructionRecords;
import dev.mooring.credentials.vault.Credential;
import dev.mooring.credentials.vault.Entry;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.eventlog.Origin;
import dev.mooring.keys.UnreadableException;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.Auth;
import dev.mooring.oauth2.OAuth2Calls;
import dev.mooring.oauth2.OAuth2Client;
import dev.mooring.oauth2.RevocationAnswer;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends credentials: asks the service once to revoke them, then destroys their keys, whatever it
 * answers. Thread-safe; blocks for as long as a call may take.
 */
public final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final Vault vault;
    private final GrantedServices services;
    private final OAuth2Clients clients;
    private final OAuth2Calls calls;
    private final GrantsInEffect grants;
    private final DestructionRecords records;

    Ending(
            Vault vault,
            GrantedServices services,
            OAuth2Clients clients,
            OAuth2Calls calls,
            GrantsInEffect grants,
            DestructionRecords records) {
        this.vault = vault;
        this.services = services;
        this.clients = clients;
        this.calls = calls;
        this.grants = grants;
        this.records = records;
    }

    /** Ends the credential of an authorization that has ended. Repeating it does no harm. */
    void ended(
            WorkspaceId workspace, AuthorizationId authorization, Grantor grantor, Origin origin) {
        var atService =
                find(workspace, authorization)
                        .map(entry -> revoke(workspace, authorization, grantor, newest(entry)))
                        .orElse(AtService.UNANSWERED);
        vault.destroy(workspace, authorization);
        records.destroyed(workspace, origin, authorization, atService.code());
    }

    /**
     * Ends a credential that no event refers to, nor will. Repeating it does no harm.
     *
     * @param request what brings it about
     */
    public void abandoned(WorkspaceId workspace, AuthorizationId authorization, String request) {
        find(workspace, authorization)
                .map(Entry::pending)
                .flatMap(pending -> Provenance.from(pending.fields()))
                .map(Provenance::grantor)
                .ifPresentOrElse(
                        grantor ->
                                ended(
                                        workspace,
                                        authorization,
                                        grantor,
                                        new Origin(
                                                grantor.user().value(),
                                                OrphanSweep.NAME,
                                                null,
                                                request,
                                                null,
                                                null)),
                        () -> vault.destroy(workspace, authorization));
    }

    /** What is stored; empty too for what cannot be read any more, and so can only be destroyed. */
    private Optional<Entry> find(WorkspaceId workspace, AuthorizationId authorization) {
        try {
            return vault.find(workspace, authorization);
        } catch (UnreadableException e) {
            LOG.warn(
                    "the credential of {} cannot be read and is destroyed as it is", authorization);
            return Optional.empty();
        }
    }

    private static Map<String, Secret> newest(Entry entry) {
        Credential pending = entry.pending();
        Credential current = entry.current();
        if (pending != null) {
            return pending.fields();
        }
        return current == null ? Map.of() : current.fields();
    }

    private AtService revoke(
            WorkspaceId workspace,
            AuthorizationId authorization,
            Grantor grantor,
            Map<String, Secret> fields) {
        try {
            var service = services.find(workspace, grantor.service(), grantor.serviceVersion());
            if (!(service.definition().auth() instanceof Auth.OAuth2AuthorizationCode code)
                    || code.revokeUrl() == null) {
                return AtService.NOT_OFFERED;
            }
            var holder = new Holder(workspace, grantor.user(), grantor.registration(workspace));
            if (grants.hasAnother(holder, authorization)) {
                // Many services end all grants of an account to a client with one of them
                // (security.md 13), and whose account it is is not known.
                return AtService.LEFT;
            }
            return clients.find(service, grantor.clientVersion(), UrlParameters.from(fields))
                    .map(client -> revoke(client, HeldTokens.from(fields)))
                    .orElse(AtService.UNANSWERED);
        } catch (Refusal e) {
            LOG.warn("{} could not be revoked at its service: {}", authorization, e.code());
            return AtService.UNANSWERED;
        }
    }

    private AtService revoke(OAuth2Client client, HeldTokens tokens) {
        var refreshToken = tokens.refreshToken();
        return calls.revoke(
                        client,
                        tokens.accessToken().reveal(),
                        refreshToken == null ? null : refreshToken.reveal())
                .map(answer ->
                        switch (answer) {
                            case RevocationAnswer.Revoked _ -> AtService.REVOKED;
                            case RevocationAnswer.Refused _ -> AtService.REFUSED;
                            case RevocationAnswer.TryLater _ -> AtService.UNANSWERED;
                        })
                .orElse(AtService.NOT_OFFERED);
    }
}
