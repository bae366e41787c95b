package dev.mooring.credentials.generations;

import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;

/**
 * Who granted a credential, and to which client: what it takes to revoke it at the service.
 *
 * @param clientVersion 0 for key types
 */
public record Grantor(UserId user, ServiceId service, int serviceVersion, int clientVersion) {

    public static Grantor of(AuthorizationGranted event) {
        return new Grantor(
                new UserId(event.user()),
                new ServiceId(event.service()),
                event.serviceVersion(),
                event.clientVersion());
    }

    public RegistrationId registration(WorkspaceId workspace) {
        return RegistrationId.of(workspace, service);
    }
}
