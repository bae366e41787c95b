package dev.mooring.credentials.generations;

import dev.mooring.credentials.record.RefreshRecords;
import dev.mooring.credentials.vault.Credential;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import java.util.HashMap;
import java.util.Map;

/**
 * The generations of credentials that authorizations in the log refer to. A pending one is taken
 * forward by whoever meets it: the node that stored it may be gone. Thread-safe.
 */
public final class Generations {

    private final Vault vault;
    private final RefreshRecords records;

    public Generations(Vault vault, RefreshRecords records) {
        this.vault = vault;
        this.records = records;
    }

    /**
     * The newest generation of an authorization that the log says is in effect.
     *
     * @throws Refusal {@code vault.rolled_back}; {@code authorization.not_in_effect} where it was
     *     destroyed meanwhile
     */
    public Credential newest(Use use) {
        var entry = vault.read(use.workspace(), use.authorization(), use.granted().vaultVersion());
        var pending = entry.pending();
        if (pending != null) {
            return takeForward(use, pending);
        }
        var current = entry.current();
        if (current == null) {
            throw new IllegalStateException("an entry holds at least one generation");
        }
        return current;
    }

    /**
     * Makes a pending generation the current one. What a refresh brought is recorded as a success
     * first, so that each success is on record once, whoever gets here.
     *
     * @throws Refusal {@code authorization.not_in_effect} where it was destroyed meanwhile
     */
    public Credential takeForward(Use use, Credential pending) {
        if (pending.version() > 1) {
            records.succeeded(
                    use.workspace(), use.origin(), use.authorization(), pending.version() - 1);
        }
        var fields = settled(pending.fields());
        if (!vault.promote(use.workspace(), use.authorization(), pending.version(), fields)) {
            throw Refusal.of(ErrorCode.AUTHORIZATION_NOT_IN_EFFECT);
        }
        return new Credential(pending.version(), fields);
    }

    /**
     * Makes a first generation the current one, once the log names it; nothing, where it is so
     * already or was destroyed since.
     */
    public void takeForwardFirst(WorkspaceId workspace, AuthorizationId authorization) {
        vault.find(workspace, authorization)
                .ifPresent(entry -> {
                    var pending = entry.pending();
                    if (pending != null && pending.version() == 1) {
                        vault.promote(workspace, authorization, 1, settled(pending.fields()));
                    }
                });
    }

    private static Map<String, Secret> settled(Map<String, Secret> pending) {
        if (!TokenReceipt.isIn(pending)) {
            return Provenance.without(pending);
        }
        var fields = new HashMap<>(UrlParameters.kept(pending));
        fields.putAll(HeldTokens.from(pending).fields());
        return fields;
    }
}
