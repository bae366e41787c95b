package dev.mooring.services;

/** A workspace's client at a service as its events have made it. Immutable. */
public sealed interface ClientRegistration {

    /** The workspace has told none. */
    record Missing() implements ClientRegistration {}

    /**
     * It is known.
     *
     * @param vaultVersion of the secret; 0 for a public client
     * @param destinations where the secret may go
     */
    record Registered(int version, String clientId, long vaultVersion, String destinations)
            implements ClientRegistration {}
}
