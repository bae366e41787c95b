package dev.mooring.connections;

import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.authorizations.AuthorizationHandler;
import dev.mooring.connections.Connection.Live;
import dev.mooring.connections.access.AccessHandler;
import dev.mooring.connections.authorize.AuthorizeHandler;
import dev.mooring.connections.create.CreateConnectionHandler;
import dev.mooring.connections.delete.DeleteHandler;
import dev.mooring.connections.manage.ManageHandler;
import dev.mooring.connections.reuse.ReuseHandler;
import dev.mooring.connections.revoke.RevokeHandler;
import dev.mooring.deciding.InMemoryDecisions;
import dev.mooring.eventlog.CommandMetadata;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.linknames.LinkNameClaim;
import dev.mooring.linknames.LinkNameCommand;
import dev.mooring.linknames.LinkNameDecider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;

/** Everything that decides on connections, on a real command bus and without a log. */
public final class World {

    private final List<DomainEvent> commit = new ArrayList<>();
    final InMemoryDecisions<Connection, ConnectionCommand, ConnectionEvent> connections =
            new InMemoryDecisions<>(new ConnectionDecider(), commit);
    final InMemoryDecisions<Authorization, AuthorizationCommand, AuthorizationEvent>
            authorizations = new InMemoryDecisions<>(new AuthorizationDecider(), commit);
    final InMemoryDecisions<LinkNameClaim, LinkNameCommand, LinkNameEvent> linkNames =
            new InMemoryDecisions<>(new LinkNameDecider(), commit);
    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();

    public World() {
        subscribe(new CreateConnectionHandler(connections, linkNames));
        subscribe(new AuthorizeHandler(connections, authorizations));
        subscribe(new ReuseHandler(connections, authorizations));
        subscribe(new RevokeHandler(connections, authorizations));
        subscribe(new AuthorizationHandler(authorizations));
        subscribe(new ManageHandler(connections));
        subscribe(new AccessHandler(connections));
        subscribe(new DeleteHandler(connections, authorizations, linkNames));
    }

    /**
     * Runs a command as one commit.
     *
     * @return the commit's events
     * @throws dev.mooring.language.Refusal as the handler throws it; nothing is changed then
     */
    public List<DomainEvent> send(Object command) {
        commit.clear();
        var message =
                GenericCommandMessage.asCommandMessage(command)
                        .withMetaData(
                                Map.of(
                                        CommandMetadata.WORKSPACE,
                                        Samples.WORKSPACE.value(),
                                        CommandMetadata.TRY,
                                        "1"));
        bus.dispatch(
                message,
                (sent, result) -> {
                    if (result.isExceptional()) {
                        List.of(connections, authorizations, linkNames)
                                .forEach(InMemoryDecisions::rollBack);
                        throw (RuntimeException) result.exceptionResult();
                    }
                    List.of(connections, authorizations, linkNames)
                            .forEach(InMemoryDecisions::commit);
                });
        return List.copyOf(commit);
    }

    Live connection(int n) {
        return connections.state(Samples.connection(n).value()).requireLive();
    }

    Granted authorization(int n) {
        return (Granted) authorizations.state(Samples.authorization(n).value());
    }

    private void subscribe(Object handler) {
        new AnnotationCommandHandlerAdapter<>(handler).subscribe(bus);
    }
}
