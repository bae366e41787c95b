package dev.mooring.connections.access;

import dev.mooring.connections.Connection;
import dev.mooring.deciding.Decisions;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.AllowApplication;
import dev.mooring.language.connection.ConnectionCommand.DisallowApplication;
import dev.mooring.language.connection.ConnectionEvent;
import org.axonframework.commandhandling.CommandHandler;

/** Runs the commands that say which applications may use a connection. */
public final class AccessHandler {

    private final Decisions<Connection, ConnectionCommand, ConnectionEvent> connections;

    public AccessHandler(Decisions<Connection, ConnectionCommand, ConnectionEvent> connections) {
        this.connections = connections;
    }

    @CommandHandler
    void handle(AllowApplication command) {
        connections.decide(command.connection().value(), command);
    }

    @CommandHandler
    void handle(DisallowApplication command) {
        connections.decide(command.connection().value(), command);
    }
}
