package dev.mooring.services;

import dev.mooring.language.RegistrationId;
import dev.mooring.language.WorkspaceId;

/**
 * Where clients' secrets are kept: first there, then in the commit that refers to them. Reading
 * them is nobody's business here. Thread-safe.
 */
public interface ClientSecretKeeper {

    /**
     * Keeps a secret, durable on return. One that no commit comes to refer to is destroyed later.
     *
     * @return its version, counted from 1 for each registration and never given twice
     */
    long keep(WorkspaceId workspace, RegistrationId registration, ClientSecret secret);

    /** A commit refers to that version, so it stays. Repeating it does no harm. */
    void claim(WorkspaceId workspace, RegistrationId registration, long version);
}
