package dev.mooring.server;

import dev.mooring.api.edge.ApiConfiguration;
import dev.mooring.authorizing.AuthorizingConfiguration;
import dev.mooring.connections.ConnectionsConfiguration;
import dev.mooring.credentials.CredentialsConfiguration;
import dev.mooring.erasing.ErasingConfiguration;
import dev.mooring.ledger.LedgerConfiguration;
import dev.mooring.nodes.NodesConfiguration;
import dev.mooring.outbound.OutboundConfiguration;
import dev.mooring.query.serving.QueryConfiguration;
import dev.mooring.services.ServicesConfiguration;
import dev.mooring.usertokens.UserTokensConfiguration;
import dev.mooring.workspaces.WorkspacesConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All that the server is made of. */
@Configuration(proxyBeanMethods = false)
@Import({
    ApiConfiguration.class,
    WorkspacesConfiguration.class,
    ServicesConfiguration.class,
    ConnectionsConfiguration.class,
    OutboundConfiguration.class,
    AuthorizingConfiguration.class,
    CredentialsConfiguration.class,
    UserTokensConfiguration.class,
    QueryConfiguration.class,
    NodesConfiguration.class,
    LedgerConfiguration.class,
    ErasingConfiguration.class
})
class AssemblyConfiguration {}
