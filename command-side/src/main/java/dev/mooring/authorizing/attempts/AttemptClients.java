package dev.mooring.authorizing.attempts;

import dev.mooring.connections.Connection.Live;
import dev.mooring.connections.ConnectionLookup;
import dev.mooring.credentials.clients.OAuth2Clients;
import dev.mooring.oauth2.OAuth2Client;
import dev.mooring.services.Client;
import dev.mooring.services.Service;
import dev.mooring.services.ServiceDirectory;
import java.util.Map;
import java.util.Optional;

/**
 * The clients that attempts are run with, their services' URLs filled for the attempt's connection.
 * Thread-safe.
 */
public final class AttemptClients {

    private final ServiceDirectory services;
    private final OAuth2Clients clients;
    private final ConnectionLookup connections;

    public AttemptClients(
            ServiceDirectory services, OAuth2Clients clients, ConnectionLookup connections) {
        this.services = services;
        this.clients = clients;
        this.connections = connections;
    }

    /**
     * All that the protocol is run with.
     *
     * @param registered the workspace's client, without its secret
     * @param urlParameters of the connection; personal
     */
    public record Ready(
            Service service,
            Client registered,
            OAuth2Client client,
            Map<String, String> urlParameters) {

        public Ready {
            urlParameters = Map.copyOf(urlParameters);
        }

        /** Without the parameters. */
        @Override
        public String toString() {
            return "Ready[" + client + "]";
        }
    }

    /** The version of the service that the attempt is for. */
    public Service service(Attempt attempt) {
        return services.version(attempt.workspace(), attempt.service(), attempt.serviceVersion());
    }

    /**
     * Finds an attempt's client.
     *
     * @return empty where the workspace has none any more, or the connection was deleted
     * @throws dev.mooring.language.Refusal {@code vault.rolled_back} where the client's secret is
     *     lost
     */
    public Optional<Ready> find(Attempt attempt) {
        var service = service(attempt);
        return connections.at(attempt.workspace(), attempt.connection()).state()
                        instanceof Live live
                ? find(service, service.definition().urlParameters(live.parameters()))
                : Optional.empty();
    }

    private Optional<Ready> find(Service service, Map<String, String> urlParameters) {
        return services.client(service)
                .flatMap(registered ->
                        clients.find(service, registered.version(), urlParameters)
                                .map(client ->
                                        new Ready(service, registered, client, urlParameters)));
    }
}
