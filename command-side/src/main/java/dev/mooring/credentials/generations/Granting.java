package dev.mooring.credentials.generations;

import dev.mooring.credentials.vault.Secret;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.services.Service;
import java.util.Map;

/**
 * What a credential is about to be granted for.
 *
 * @param authorization the id that the authorization will have
 * @param service the version that is authorized with
 * @param clientVersion of the client that it is granted to; 0 for key types
 */
public record Granting(
        WorkspaceId workspace,
        ConnectionId connection,
        AttemptId attempt,
        AuthorizationId authorization,
        UserId user,
        Service service,
        int clientVersion) {

    /** For a credential that the user gives. */
    public static Granting ofGiven(
            WorkspaceId workspace,
            ConnectionId connection,
            AttemptId attempt,
            AuthorizationId authorization,
            UserId user,
            Service service) {
        return new Granting(workspace, connection, attempt, authorization, user, service, 0);
    }

    /** What is kept beside a first generation, for the case that no event comes to name it. */
    public Map<String, Secret> origin() {
        var grantor = new Grantor(user, service.id(), service.version(), clientVersion);
        return new Provenance(connection, grantor).fields();
    }
}
