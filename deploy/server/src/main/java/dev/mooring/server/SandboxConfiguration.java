package dev.mooring.server;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Origin;
import dev.mooring.language.CommandId;
import dev.mooring.language.service.Catalog;
import dev.mooring.services.ClientRegistrations;
import dev.mooring.services.ClientSecret;
import dev.mooring.services.ServiceDirectory;
import dev.mooring.workspaces.DefaultWorkspace;
import dev.mooring.workspaces.Installation;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sandbox as a service that stands in the catalog: on a developer's machine only. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxConfiguration.Settings.class)
class SandboxConfiguration {

    /**
     * Where the sandbox is.
     *
     * @param port on this machine; null where there is no sandbox
     * @param clientId the client that the sandbox knows us by
     * @param clientSecret guards nothing: the sandbox is for rehearsals
     */
    @ConfigurationProperties("mooring.sandbox")
    record Settings(
            @Nullable Integer port,
            @DefaultValue("mooring-sandbox") String clientId,
            @DefaultValue("sandbox-secret") String clientSecret) {

        @Nullable String issuer(Installation installation) {
            if (port != null && !installation.development()) {
                throw new StartRefusedException(
                        "mooring.sandbox.port is set and mooring.development is not: the sandbox is for a"
                                + " developer's machine; remove the one or start with dev.");
            }
            return port == null ? null : "http://localhost:" + port;
        }

        @Override
        public String toString() {
            return "Settings[port=" + port + ", clientId=" + clientId + "]";
        }
    }

    @Bean
    Catalog catalog(Settings settings, Installation installation) {
        return new SandboxCatalog(settings.issuer(installation));
    }

    /**
     * The sandbox's client is the same everywhere, so that the first workspace need not register
     * one.
     */
    @Bean
    ApplicationRunner sandboxClient(
            Settings settings,
            Catalog catalog,
            ServiceDirectory services,
            ClientRegistrations registrations,
            DefaultWorkspace workspace,
            EventLog log) {
        return arguments -> {
            if (catalog.find(SandboxCatalog.SANDBOX).isEmpty()) {
                return;
            }
            var service = services.connectable(workspace.id(), SandboxCatalog.SANDBOX.value());
            if (services.client(service).isEmpty()) {
                var id =
                        CommandId.of(
                                "sandbox-client",
                                workspace.id().value(),
                                String.valueOf(settings.port()));
                registrations.register(
                        workspace.id(),
                        SandboxCatalog.SANDBOX,
                        settings.clientId(),
                        new ClientSecret(settings.clientSecret()),
                        CommandContext.of(
                                        workspace.id(),
                                        new Origin(null, "sandbox", null, id.value(), null, null),
                                        log.clock().instant())
                                .named(id));
            }
        };
    }
}
