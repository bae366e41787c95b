package dev.mooring.workspaces;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.access.KeyDirectory;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.archive.RestoreRecord;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.keys.UserIndex;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the workspaces together, and prepares the first one before any request is taken. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Installation.class)
@Import({
    ApplicationEndpoint.class,
    KeyEndpoint.class,
    KeyRotationEndpoint.class,
    WorkspaceEndpoint.class
})
public class WorkspacesConfiguration {

    @Bean
    WorkspaceCommandHandler workspaceCommandHandler(AxonLog axon) {
        var handler = WorkspaceCommandHandler.over(axon);
        axon.subscribe(handler);
        return handler;
    }

    @Bean
    IssuerCommandHandler issuerCommandHandler(AxonLog axon) {
        var handler = IssuerCommandHandler.over(axon);
        axon.subscribe(handler);
        return handler;
    }

    @Bean
    Issuers issuers(EventLog log) {
        return new Issuers(log);
    }

    /** Takes the handler only so that there is one when the workspace is created. */
    @Bean
    DefaultWorkspace defaultWorkspace(
            WorkspaceCommandHandler handler,
            CommandSender sender,
            EventLog log,
            Installation installation) {
        var workspace = DefaultWorkspace.open(log, sender);
        new FirstStart(log, sender, installation).prepare(workspace.id());
        return workspace;
    }

    @Bean
    KeyDirectory keyDirectory(EventLog log, Installation installation, MongoDatabase database) {
        return new KeysAwaitConfirmation(
                new StoredKeys(log, installation.development()), log, new RestoreRecord(database));
    }

    @Bean
    Users users(UserIndex index, CommandSender sender, EventLog log) {
        return new Users(index, log, sender, log.clock());
    }

    @Bean
    Makers makers(Users users) {
        return new Makers(users);
    }

    @Bean
    Applications applications(EventLog log) {
        return new Applications(log);
    }

    @Bean
    Commands commands(Users users, EventLog log) {
        return new Commands(users, log.clock());
    }
}
