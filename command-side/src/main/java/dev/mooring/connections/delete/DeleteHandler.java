package dev.mooring.connections.delete;

import dev.mooring.authorizations.Authorization;
import dev.mooring.connections.Connection;
import dev.mooring.deciding.Decisions;
import dev.mooring.eventlog.CommandMetadata;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationCommand.UnmapConnection;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.DeleteConnection;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.linkname.LinkNameId;
import dev.mooring.linknames.LinkNameClaim;
import dev.mooring.linknames.LinkNameCommand;
import dev.mooring.linknames.LinkNameCommand.ReleaseLinkName;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.MetaDataValue;

/** Deletes a connection, frees its link name and leaves its authorization, in one commit. */
public final class DeleteHandler {

    private final Decisions<Connection, ConnectionCommand, ConnectionEvent> connections;
    private final Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations;
    private final Decisions<LinkNameClaim, LinkNameCommand, LinkNameEvent> linkNames;

    public DeleteHandler(
            Decisions<Connection, ConnectionCommand, ConnectionEvent> connections,
            Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations,
            Decisions<LinkNameClaim, LinkNameCommand, LinkNameEvent> linkNames) {
        this.connections = connections;
        this.authorizations = authorizations;
        this.linkNames = linkNames;
    }

    @CommandHandler
    void handle(
            DeleteConnection command, @MetaDataValue(CommandMetadata.WORKSPACE) String workspace) {
        var connection = connections.state(command.connection().value()).requireLive();
        connections.decide(command.connection().value(), command);
        var name = new LinkNameId(new WorkspaceId(workspace), connection.linkName());
        linkNames.decide(name.toString(), new ReleaseLinkName(name, connection.id()));
        var authorization = connection.authorization();
        if (authorization != null) {
            authorizations.decide(
                    authorization.value(),
                    new UnmapConnection(authorization, connection.id(), command.at()));
        }
    }
}
