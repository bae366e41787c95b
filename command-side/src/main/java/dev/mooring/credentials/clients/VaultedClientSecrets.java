package dev.mooring.credentials.clients;

import dev.mooring.credentials.vault.ClientSecrets;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.services.ClientSecret;
import dev.mooring.services.ClientSecretKeeper;

/** Keeps clients' secrets in the vault. Thread-safe. */
public final class VaultedClientSecrets implements ClientSecretKeeper {

    private final ClientSecrets vault;

    public VaultedClientSecrets(ClientSecrets vault) {
        this.vault = vault;
    }

    @Override
    public long keep(WorkspaceId workspace, RegistrationId registration, ClientSecret secret) {
        return vault.store(workspace, registration, Secret.of(secret.reveal()));
    }

    @Override
    public void claim(WorkspaceId workspace, RegistrationId registration, long version) {
        vault.claim(workspace, registration, version);
    }
}
