package dev.mooring.services;

import dev.mooring.language.RegistrationId;

/**
 * A version of a workspace's client at a service. Its secret lies in the vault.
 *
 * @param version counts from 1; grants remember it
 * @param vaultVersion of the secret; 0 for a public client
 */
public record Client(
        RegistrationId registration, String clientId, int version, long vaultVersion) {}
