package dev.mooring.connections.create;

import dev.mooring.connections.Connection;
import dev.mooring.deciding.Decisions;
import dev.mooring.eventlog.CommandMetadata;
import dev.mooring.language.LinkName;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.CreateConnection;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.linkname.LinkNameId;
import dev.mooring.linknames.LinkNameClaim;
import dev.mooring.linknames.LinkNameClaim.Free;
import dev.mooring.linknames.LinkNameCommand;
import dev.mooring.linknames.LinkNameCommand.ClaimLinkName;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.MetaDataValue;

/** Creates a connection and claims its link name in one commit. */
public final class CreateConnectionHandler {

    private final Decisions<Connection, ConnectionCommand, ConnectionEvent> connections;
    private final Decisions<LinkNameClaim, LinkNameCommand, LinkNameEvent> linkNames;

    public CreateConnectionHandler(
            Decisions<Connection, ConnectionCommand, ConnectionEvent> connections,
            Decisions<LinkNameClaim, LinkNameCommand, LinkNameEvent> linkNames) {
        this.connections = connections;
        this.linkNames = linkNames;
    }

    @CommandHandler
    void handle(
            CreateConnection command,
            @MetaDataValue(CommandMetadata.WORKSPACE) String workspace,
            @MetaDataValue(CommandMetadata.TRY) String tried) {
        var of = new WorkspaceId(workspace);
        var name =
                command.linkNameGiven()
                        ? command.linkName()
                        : freeName(of, command, Integer.parseInt(tried));
        var id = new LinkNameId(of, name);
        linkNames.decide(id.toString(), new ClaimLinkName(id, command.connection()));
        connections.decide(command.connection().value(), command.named(name));
    }

    private LinkName freeName(WorkspaceId workspace, CreateConnection command, int tried) {
        return FreeLinkName.from(
                command.linkName(),
                command.connection(),
                tried,
                name ->
                        linkNames.state(new LinkNameId(workspace, name).toString())
                                instanceof Free);
    }
}
