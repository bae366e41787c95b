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
 * @param urlParameters that the service's URLs were filled with; personal
 */
public record Granting(
        WorkspaceId workspace,
        ConnectionId connection,
        AttemptId attempt,
        AuthorizationId authorization,
        UserId user,
        Service service,
        int clientVersion,
        Map<String, String> urlParameters) {

    public Granting {
        urlParameters = Map.copyOf(urlParameters);
    }

    /** For a credential that the user gives. */
    public static Granting ofGiven(
            WorkspaceId workspace,
            ConnectionId connection,
            AttemptId attempt,
            AuthorizationId authorization,
            UserId user,
            Service service) {
        return new Granting(
                workspace, connection, attempt, authorization, user, service, 0, Map.of());
    }

    /** What is kept beside a first generation, for the case that no event comes to name it. */
    public Map<String, Secret> origin() {
        var grantor = new Grantor(user, service.id(), service.version(), clientVersion);
        return new Provenance(connection, grantor).fields();
    }

    /** What is kept beside every generation. */
    public Map<String, Secret> kept() {
        return UrlParameters.fields(urlParameters);
    }

    /** Without the parameters. */
    @Override
    public String toString() {
        return "Granting[%s to %s]".formatted(authorization, service.id());
    }
}
