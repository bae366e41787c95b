package dev.mooring.services;

import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ServiceDefinition;

/**
 * One version of a service, as a workspace has it.
 *
 * @param builtIn whether it comes with the installation
 * @param registration of the workspace's client at it, whether or not there is one yet
 */
public record Service(
        WorkspaceId workspace,
        ServiceId id,
        int version,
        boolean builtIn,
        RegistrationId registration,
        ServiceDefinition definition) {

    static Service of(
            WorkspaceId workspace,
            ServiceId id,
            int version,
            boolean builtIn,
            ServiceDefinition definition) {
        return new Service(
                workspace, id, version, builtIn, RegistrationId.of(workspace, id), definition);
    }

    /** Whether it knows its callers as clients, which register with it. */
    public boolean hasClients() {
        return definition.auth() instanceof Auth.OAuth2AuthorizationCode;
    }

    /** Whether such a client proves itself by a secret (RFC 6749 §2.1). */
    public boolean hasConfidentialClients() {
        return definition.auth() instanceof Auth.OAuth2AuthorizationCode code
                && code.clientAuthentication() != Auth.ClientAuthentication.NONE;
    }
}
