package dev.mooring.connections;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionEvent;

/** Runs {@link ConnectionDecider} on Axon. */
public final class ConnectionAggregate
        extends DecidedAggregate<Connection, ConnectionCommand, ConnectionEvent> {

    public ConnectionAggregate() {
        super(new ConnectionDecider(), ConnectionEvent.class);
    }
}
