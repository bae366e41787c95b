package dev.mooring.services;

import dev.mooring.language.CommandId;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.WorkspaceId;

/** Where clients' secrets are kept. Thread-safe. */
public interface ClientSecrets {

    /**
     * Keeps a secret, durable on return, before the commit that refers to it. One that no commit
     * comes to refer to is destroyed later.
     *
     * @param command whose commit is to refer to it; the same command again leads to the same
     *     version
     * @return the secret's version within its registration, from 1
     */
    long keep(
            WorkspaceId workspace,
            RegistrationId registration,
            CommandId command,
            ClientSecret secret);
}
