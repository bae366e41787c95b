package dev.mooring.connections.manage;

import dev.mooring.connections.Connection;
import dev.mooring.deciding.Decisions;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.ChangeScopes;
import dev.mooring.language.connection.ConnectionCommand.DisableConnection;
import dev.mooring.language.connection.ConnectionCommand.EnableConnection;
import dev.mooring.language.connection.ConnectionCommand.RenameConnection;
import dev.mooring.language.connection.ConnectionEvent;
import org.axonframework.commandhandling.CommandHandler;

/** Runs the commands that change a connection alone. */
public final class ManageHandler {

    private final Decisions<Connection, ConnectionCommand, ConnectionEvent> connections;

    public ManageHandler(Decisions<Connection, ConnectionCommand, ConnectionEvent> connections) {
        this.connections = connections;
    }

    @CommandHandler
    void handle(RenameConnection command) {
        decide(command);
    }

    @CommandHandler
    void handle(ChangeScopes command) {
        decide(command);
    }

    @CommandHandler
    void handle(DisableConnection command) {
        decide(command);
    }

    @CommandHandler
    void handle(EnableConnection command) {
        decide(command);
    }

    private void decide(ConnectionCommand command) {
        connections.decide(command.connection().value(), command);
    }
}
