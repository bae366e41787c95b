package dev.mooring.services;

import dev.mooring.deciding.AxonDecisions;
import dev.mooring.deciding.Decisions;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.language.service.ClientCommand;
import dev.mooring.language.service.ClientCommand.RegisterClient;
import dev.mooring.language.service.ClientEvent;
import dev.mooring.language.service.ServiceCommand;
import dev.mooring.language.service.ServiceCommand.DraftService;
import dev.mooring.language.service.ServiceCommand.PublishService;
import dev.mooring.language.service.ServiceCommand.ReviseService;
import dev.mooring.language.service.ServiceEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;

/**
 * Takes the commands on services and clients. A service and the client that is given with it move
 * in one commit, so that no version of a service ever stands beside another's client.
 */
public final class ServiceCommandHandler {

    private final Decisions<CustomService, ServiceCommand, ServiceEvent> services;
    private final Decisions<ClientRegistration, ClientCommand, ClientEvent> clients;

    public ServiceCommandHandler(
            Decisions<CustomService, ServiceCommand, ServiceEvent> services,
            Decisions<ClientRegistration, ClientCommand, ClientEvent> clients) {
        this.services = services;
        this.clients = clients;
    }

    /** A handler on Axon's repositories. */
    public static ServiceCommandHandler over(AxonLog axon) {
        return new ServiceCommandHandler(
                new AxonDecisions<>(axon.repository(ServiceAggregate.class), ServiceAggregate::new),
                new AxonDecisions<>(axon.repository(ClientAggregate.class), ClientAggregate::new));
    }

    @CommandHandler
    public void handle(DraftService command) {
        decide(command, command.client());
    }

    @CommandHandler
    public void handle(ReviseService command) {
        decide(command, command.client());
    }

    @CommandHandler
    public void handle(PublishService command) {
        var discovered = command.discovered();
        decide(command, discovered == null ? null : discovered.client());
    }

    @CommandHandler
    public void handle(RegisterClient command) {
        clients.decide(command.registration().value(), command);
    }

    private void decide(ServiceCommand command, @Nullable ClientCommand client) {
        services.decide(command.service().value(), command);
        if (client != null) {
            clients.decide(client.registration().value(), client);
        }
    }
}
