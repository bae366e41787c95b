package dev.mooring.services;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static dev.mooring.workspaces.Nodes.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.LinkName;
import dev.mooring.language.Refusal;
import dev.mooring.language.ServiceId;
import dev.mooring.language.service.Catalog;
import dev.mooring.language.service.ServiceCommand.DraftService;
import dev.mooring.language.service.ServiceCommand.PublishService;
import dev.mooring.language.service.ServiceCommand.ReviseService;
import dev.mooring.services.posted.ServiceReader;
import dev.mooring.workspaces.Nodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Two nodes, and a workspace's own service on them. */
abstract class ServicesFixture {

    static final ServiceId ACME = ServiceId.of(WORKSPACE, new LinkName("acme"));
    static final ServiceReader READER = new ServiceReader(false);

    final Nodes nodes = new Nodes();
    final Nodes.Node here = nodes.start("here");
    final Nodes.Node there = nodes.start("there");

    @AfterEach
    void close() {
        nodes.close();
    }

    ServiceId builtIn(String linkName) {
        var id = new ServiceId("svc_builtin");
        var posted = Posted.oauth2().with("/linkName", "\"" + linkName + "\"").read();
        nodes.builtIn.put(id, new Catalog.Entry(id, 4, READER.read(posted).definition()));
        return id;
    }

    void register(String clientId, String secret) {
        here.clients.register(WORKSPACE, ACME, clientId, new ClientSecret(secret), context());
    }

    static Object draft(Nodes.Node node, Posted posted) {
        var read = READER.read(posted.read());
        var service = Service.of(WORKSPACE, ACME, 0, false, read.definition());
        return node.clients.send(
                new DraftService(
                        ACME,
                        read.definition(),
                        node.clients.command(
                                service, read.clientId(), secret(read.clientSecret()), AT),
                        AT),
                context());
    }

    static void revise(Nodes.Node node, Posted posted) {
        var read = READER.read(posted.read());
        var service = Service.of(WORKSPACE, ACME, 0, false, read.definition());
        node.clients.send(
                new ReviseService(
                        ACME,
                        read.definition(),
                        node.clients.command(
                                service, read.clientId(), secret(read.clientSecret()), AT),
                        AT),
                context());
    }

    static Object publish(Nodes.Node node) {
        return node.sender.send(new PublishService(ACME, null, AT), context());
    }

    private static @Nullable ClientSecret secret(@Nullable String value) {
        return value == null ? null : new ClientSecret(value);
    }

    static void assertRefused(ErrorCode code, Runnable refused) {
        var refusal = catchThrowableOfType(Refusal.class, refused::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
    }
}
