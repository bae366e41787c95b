package dev.mooring.connections;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.AuthorizationAggregate;
import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.authorizations.AuthorizationHandler;
import dev.mooring.connections.access.AccessEndpoint;
import dev.mooring.connections.access.AccessHandler;
import dev.mooring.connections.authorize.AuthorizeHandler;
import dev.mooring.connections.authorize.WhenWindowEndsThenExpire;
import dev.mooring.connections.create.CreateConnectionEndpoint;
import dev.mooring.connections.create.CreateConnectionHandler;
import dev.mooring.connections.delete.DeleteEndpoint;
import dev.mooring.connections.delete.DeleteHandler;
import dev.mooring.connections.manage.ManageEndpoint;
import dev.mooring.connections.manage.ManageHandler;
import dev.mooring.connections.reuse.ReuseEndpoint;
import dev.mooring.connections.reuse.ReuseHandler;
import dev.mooring.connections.revoke.RevokeEndpoint;
import dev.mooring.connections.revoke.RevokeHandler;
import dev.mooring.deciding.AxonDecisions;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.due.DueList;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.linknames.LinkNameAggregate;
import dev.mooring.linknames.LinkNameDecider;
import dev.mooring.workspaces.Commands;
import dev.mooring.workspaces.Users;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Puts connections and authorizations together: handlers on the command bus, endpoints, the
 * window's policy.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    CreateConnectionEndpoint.class,
    ReuseEndpoint.class,
    ManageEndpoint.class,
    AccessEndpoint.class,
    RevokeEndpoint.class,
    DeleteEndpoint.class
})
public class ConnectionsConfiguration {

    @Bean
    ConnectionLookup connectionLookup(EventLog log, Users users) {
        return new ConnectionLookup(
                new StateAtHead<>(log, new ConnectionDecider(), ConnectionEvent.class),
                new StateAtHead<>(log, new AuthorizationDecider(), AuthorizationEvent.class),
                new StateAtHead<>(log, new LinkNameDecider(), LinkNameEvent.class),
                users);
    }

    @Bean
    ConnectionWrites connectionWrites(
            ConnectionLookup lookup,
            Commands commands,
            CommandSender sender,
            Idempotency idempotency) {
        return new ConnectionWrites(lookup, commands, sender, idempotency);
    }

    @Bean
    ConnectionHandlers connectionHandlers(AxonLog axon) {
        var connections =
                new AxonDecisions<>(
                        axon.repository(ConnectionAggregate.class), ConnectionAggregate::new);
        AxonDecisions<
                        AuthorizationAggregate,
                        Authorization,
                        AuthorizationCommand,
                        AuthorizationEvent>
                authorizations =
                        new AxonDecisions<>(
                                axon.repository(AuthorizationAggregate.class),
                                AuthorizationAggregate::new);
        var linkNames =
                new AxonDecisions<>(
                        axon.repository(LinkNameAggregate.class), LinkNameAggregate::new);
        axon.subscribe(new CreateConnectionHandler(connections, linkNames));
        axon.subscribe(new AuthorizeHandler(connections, authorizations));
        axon.subscribe(new ReuseHandler(connections, authorizations));
        axon.subscribe(new RevokeHandler(connections, authorizations));
        axon.subscribe(new AuthorizationHandler(authorizations));
        axon.subscribe(new ManageHandler(connections));
        axon.subscribe(new AccessHandler(connections));
        axon.subscribe(new DeleteHandler(connections, authorizations, linkNames));
        return new ConnectionHandlers();
    }

    @Bean(destroyMethod = "close")
    DueList windowEnds(
            AxonLog axon, EventLog log, MongoDatabase database, ConnectionHandlers subscribed) {
        return DueList.start(
                new WhenWindowEndsThenExpire(), axon, axon.sender(), database, log.clock());
    }

    /** Tells by its presence that the command handlers are subscribed. */
    record ConnectionHandlers() {}
}
