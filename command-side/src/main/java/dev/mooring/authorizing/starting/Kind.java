package dev.mooring.authorizing.starting;

import dev.mooring.language.ConnectionId;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.Reauthorize;
import dev.mooring.language.connection.ConnectionCommand.StartAuthorization;
import dev.mooring.language.connection.Start;
import java.time.Instant;

/** Whether an authorization is a connection's first or is to replace one. */
enum Kind {
    FIRST,
    RENEWED;

    ConnectionCommand command(ConnectionId connection, Start start, Instant at) {
        return switch (this) {
            case FIRST -> new StartAuthorization(connection, start, at);
            case RENEWED -> new Reauthorize(connection, start, at);
        };
    }
}
