package dev.mooring.services;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.OTHER_WORKSPACE;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static dev.mooring.workspaces.Nodes.context;
import static dev.mooring.workspaces.Nodes.foreignContext;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.credentials.vault.Secret;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.LinkName;
import dev.mooring.language.Refusal;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.service.Catalog;
import dev.mooring.language.service.ServiceCommand.DraftService;
import dev.mooring.language.service.ServiceCommand.PublishService;
import dev.mooring.language.service.ServiceCommand.ReviseService;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.services.posted.ServiceReader;
import dev.mooring.workspaces.Nodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ServicesTest {

    private static final ServiceId ACME = ServiceId.of(WORKSPACE, new LinkName("acme"));
    private static final UserId ALICE = new UserId("usr_alice");
    private static final UserId BOB = new UserId("usr_bob");
    private static final ServiceReader READER = new ServiceReader(false);

    private final Nodes nodes = new Nodes();
    private final Nodes.Node here = nodes.start("here");
    private final Nodes.Node there = nodes.start("there");

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aPublishedServiceIsFoundByIdAndLinkNameOnEveryNode() {
        draft(here, Posted.oauth2());
        publish(here);

        var found = there.directory.connectable(WORKSPACE, "acme");

        assertThat(found.id()).isEqualTo(ACME);
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.builtIn()).isFalse();
        assertThat(found.definition()).isEqualTo(READER.read(Posted.oauth2().read()).definition());
        assertThat(there.directory.connectable(WORKSPACE, ACME.value())).isEqualTo(found);
    }

    @Test
    void aDraftIsNotConnectedTo() {
        draft(here, Posted.oauth2());

        assertRefused(
                ErrorCode.SERVICE_NOT_PUBLISHED,
                () -> there.directory.connectable(WORKSPACE, "acme"));
    }

    @Test
    void aRevisionIsADraftAndEveryVersionStays() {
        draft(here, Posted.oauth2());
        publish(here);
        revise(here, Posted.oauth2().with("/name", "\"Acme 2\""));

        assertThat(there.directory.connectable(WORKSPACE, "acme").version()).isEqualTo(1);
        assertThat(there.directory.newest(WORKSPACE, ACME).version()).isEqualTo(2);

        publish(here);
        assertThat(there.directory.connectable(WORKSPACE, "acme").definition().name())
                .isEqualTo("Acme 2");
        assertThat(there.directory.version(WORKSPACE, ACME, 1).definition().name())
                .isEqualTo("Acme");
        assertRefused(ErrorCode.SERVICE_UNKNOWN, () -> there.directory.version(WORKSPACE, ACME, 3));
    }

    @Test
    void security25AnotherWorkspaceSeesNothingOfAService() {
        draft(here, Posted.oauth2());
        publish(here);

        assertRefused(
                ErrorCode.SERVICE_UNKNOWN,
                () -> here.directory.connectable(OTHER_WORKSPACE, "acme"));
        assertRefused(
                ErrorCode.SERVICE_UNKNOWN,
                () -> here.directory.connectable(OTHER_WORKSPACE, ACME.value()));
        assertRefused(
                ErrorCode.SERVICE_UNKNOWN, () -> here.directory.version(OTHER_WORKSPACE, ACME, 1));
        assertRefused(
                ErrorCode.SERVICE_UNKNOWN,
                () -> here.sender.send(new PublishService(ACME, AT), foreignContext()));
        assertThat(foreignView(here).flatMap(here.directory::client)).isEmpty();
    }

    @Test
    void whatIsNoServiceIsUnknown() {
        for (var name : List.of("", "nothing", "svc_1", "con_1", "ACME", "../acme", "$ne")) {
            assertRefused(
                    ErrorCode.SERVICE_UNKNOWN, () -> here.directory.connectable(WORKSPACE, name));
        }
    }

    @Test
    void aBuiltInServiceIsFoundByIdAndLinkName() {
        var id = builtIn("mail");

        assertThat(here.directory.connectable(WORKSPACE, "mail").id()).isEqualTo(id);
        assertThat(here.directory.connectable(WORKSPACE, id.value()).builtIn()).isTrue();
        assertThat(here.directory.version(WORKSPACE, id, 4).version()).isEqualTo(4);
        assertRefused(ErrorCode.SERVICE_UNKNOWN, () -> here.directory.version(WORKSPACE, id, 3));
    }

    @Test
    void aCatalogThatGrowsTakesNoLinkNameOver() {
        draft(here, Posted.oauth2());
        publish(here);
        builtIn("acme");

        assertThat(here.directory.connectable(WORKSPACE, "acme").id()).isEqualTo(ACME);
    }

    @RepeatedTest(3)
    void ofTwoWhoPublishAtOnceOneIsToldThatThereIsNothingToPublish() throws Exception {
        draft(here, Posted.oauth2());
        Callable<?> one = () -> publish(here);
        Callable<?> other = () -> publish(there);

        var outcomes = Nodes.atOnce(List.of(one, other));

        assertThat(outcomes)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .extracting("code")
                .isEqualTo(ErrorCode.SERVICE_NOTHING_TO_PUBLISH);
        assertThat(here.events(ServicePublished.class)).hasSize(1);
    }

    @RepeatedTest(3)
    void ofTwoWhoTakeALinkNameAtOnceOneIsRefused() throws Exception {
        Callable<?> one = () -> draft(here, Posted.oauth2());
        Callable<?> other = () -> draft(there, Posted.oauth2());

        var outcomes = Nodes.atOnce(List.of(one, other));

        assertThat(outcomes)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .extracting("code")
                .isEqualTo(ErrorCode.LINK_NAME_TAKEN);
        assertThat(here.events(ServiceDrafted.class)).hasSize(1);
    }

    @Test
    void theSecretLiesInTheVaultAndNowhereInPlain() {
        draft(here, Posted.oauth2());
        publish(here);

        var client = there.directory.requireClient(there.directory.connectable(WORKSPACE, "acme"));

        assertThat(client.clientId()).isEqualTo("our-client");
        assertThat(client.version()).isEqualTo(1);
        assertThat(there.vault.read(WORKSPACE, client.registration(), client.vaultVersion()))
                .isEqualTo(Secret.of("marked-secret"));
        assertThat(there.vault.unclaimed(WORKSPACE, AT.plusSeconds(1))).isEmpty();
        assertThat(nodes.dump()).contains("client.registered").doesNotContain("marked-secret");
    }

    @Test
    void aServiceWithoutAClientSaysSo() {
        draft(here, Posted.oauth2().without("/auth/clientId").without("/auth/clientSecret"));
        publish(here);
        var service = here.directory.connectable(WORKSPACE, "acme");

        assertThat(here.directory.client(service)).isEmpty();
        assertRefused(ErrorCode.CLIENT_MISSING, () -> here.directory.requireClient(service));
    }

    @Test
    void security12AMovedTokenUrlDemandsTheSecretAndNothingIsHalfDone() {
        draft(here, Posted.oauth2());
        var moved = movedTokenUrl().without("/auth/clientSecret");

        assertRefused(ErrorCode.CLIENT_SECRET_REQUIRED, () -> revise(here, moved));
        assertThat(here.directory.newest(WORKSPACE, ACME).version()).isEqualTo(1);
    }

    @Test
    void security12EveryPlaceThatReceivesASecretDemandsItAgain() {
        draft(here, Posted.oauth2());
        var url = "\"https://other.example/x\"";

        for (var pointer :
                List.of(
                        "/auth/tokenUrl",
                        "/auth/refreshUrl",
                        "/auth/revokeUrl",
                        "/auth/userinfoUrl")) {
            var moved = Posted.oauth2().without("/auth/clientSecret").with(pointer, url);
            assertRefused(ErrorCode.CLIENT_SECRET_REQUIRED, () -> revise(here, moved));
        }
        var jwks =
                Posted.oauth2()
                        .without("/auth/clientSecret")
                        .with("/auth/issuer", "\"https://login.acme.example\"")
                        .with("/auth/jwksUrl", url);
        assertRefused(ErrorCode.CLIENT_SECRET_REQUIRED, () -> revise(here, jwks));
        var bases =
                Posted.oauth2()
                        .without("/auth/clientSecret")
                        .with("/api/baseUrls", "[" + url + "]");
        assertRefused(ErrorCode.CLIENT_SECRET_REQUIRED, () -> revise(here, bases));
    }

    @Test
    void whatReceivesNoSecretChangesWithoutIt() {
        draft(here, Posted.oauth2());

        revise(
                here,
                Posted.oauth2()
                        .without("/auth/clientId")
                        .without("/auth/clientSecret")
                        .with("/description", "\"Mended\""));

        assertThat(here.directory.newest(WORKSPACE, ACME).version()).isEqualTo(2);
    }

    @Test
    void security12ASecretForNewPlacesIsNeverUsedAtTheOldOnes() {
        draft(here, Posted.oauth2());
        publish(here);
        revise(here, movedTokenUrl());

        var published = there.directory.connectable(WORKSPACE, "acme");
        var drafted = there.directory.newest(WORKSPACE, ACME);

        assertThat(there.directory.requireClient(published).version()).isEqualTo(1);
        assertThat(there.directory.requireClient(drafted).version()).isEqualTo(2);
        assertThat(there.directory.client(published, 2).map(Client::version)).contains(1);
    }

    @Test
    void aRotatedSecretServesWhatWasGrantedToTheSameClientOnly() {
        draft(here, Posted.oauth2());
        publish(here);
        var service = here.directory.connectable(WORKSPACE, "acme");
        register("our-client", "rotated");
        register("another-client", "its-secret");

        assertThat(there.directory.client(service, 1))
                .get()
                .extracting(Client::version, Client::clientId)
                .containsExactly(2, "our-client");
        assertThat(there.directory.requireClient(service))
                .extracting(Client::version, Client::clientId)
                .containsExactly(3, "another-client");
        assertThat(there.directory.client(service, 9)).isEmpty();
    }

    @Test
    void security6AWorkspaceBringsItsOwnClientForABuiltInService() {
        var id = builtIn("mail");

        here.clients.register(
                WORKSPACE, id, "our-client", new ClientSecret("marked-secret"), context());

        var service = there.directory.connectable(WORKSPACE, "mail");
        assertThat(there.directory.requireClient(service).clientId()).isEqualTo("our-client");
        var elsewhere = there.directory.connectable(OTHER_WORKSPACE, "mail");
        assertThat(there.directory.client(elsewhere)).isEmpty();
        assertThat(elsewhere.registration()).isNotEqualTo(service.registration());
    }

    @Test
    void security5ARegistrationHasItsOwnRedirectUri() {
        var service =
                Service.of(
                        WORKSPACE,
                        ACME,
                        1,
                        false,
                        READER.read(Posted.oauth2().read()).definition());

        assertThat(here.clients.redirectUri(service.registration()))
                .hasToString("https://mooring.example/callback/" + service.registration());
    }

    @Test
    void servicesThatTakeAUsersKeysKnowNoClients() {
        var id = ServiceId.of(WORKSPACE, new LinkName("keys"));
        here.sender.send(
                new DraftService(id, READER.read(Posted.apiKey().read()).definition(), null, AT),
                context());

        assertRefused(
                ErrorCode.REQUEST_INVALID,
                () -> here.clients.register(WORKSPACE, id, "client", null, context()));
    }

    @Test
    void theSameChoiceIsTheSameConfigurationOnEveryNode() {
        draft(here, Posted.oauth2());
        publish(here);

        var chosen = choose(here, ALICE, "contacts.write");

        assertThat(chosen.scopes()).containsExactly("contacts.read", "contacts.write");
        assertThat(choose(there, ALICE, "contacts.read", "contacts.write")).isEqualTo(chosen);
    }

    @Test
    void anotherUserScopeParameterOrClientIdIsAnotherConfiguration() {
        draft(here, Posted.oauth2());
        publish(here);
        var chosen = choose(here, ALICE, "contacts.read").fingerprint();

        assertThat(choose(here, BOB, "contacts.read").fingerprint()).isNotEqualTo(chosen);
        assertThat(choose(here, ALICE, "contacts.write").fingerprint()).isNotEqualTo(chosen);
        var service = here.directory.connectable(WORKSPACE, "acme");
        assertThat(
                        here.configurations
                                .choose(
                                        ALICE,
                                        service,
                                        List.of("contacts.read"),
                                        Map.of("region", "us"))
                                .fingerprint())
                .isNotEqualTo(chosen);
        register("another-client", "its-secret");
        assertThat(choose(here, ALICE, "contacts.read").fingerprint()).isNotEqualTo(chosen);
    }

    @Test
    void rotatingASecretOrRenamingTheServiceKeepsTheConfiguration() {
        draft(here, Posted.oauth2());
        publish(here);
        var chosen = choose(here, ALICE, "contacts.read");

        register("our-client", "rotated");
        revise(here, Posted.oauth2().with("/name", "\"Acme 2\""));
        publish(here);

        assertThat(choose(there, ALICE, "contacts.read")).isEqualTo(chosen);
    }

    private Configurations.Chosen choose(Nodes.Node node, UserId user, String... scopes) {
        var service = node.directory.connectable(WORKSPACE, "acme");
        return node.configurations.choose(user, service, List.of(scopes), Map.of("region", "eu"));
    }

    private static Posted movedTokenUrl() {
        return Posted.oauth2().with("/auth/tokenUrl", "\"https://new.acme.example/token\"");
    }

    private ServiceId builtIn(String linkName) {
        var id = new ServiceId("svc_builtin");
        var posted = Posted.oauth2().with("/linkName", "\"" + linkName + "\"").read();
        nodes.builtIn.put(id, new Catalog.Entry(id, 4, READER.read(posted).definition()));
        return id;
    }

    private void register(String clientId, String secret) {
        here.clients.register(WORKSPACE, ACME, clientId, new ClientSecret(secret), context());
    }

    private static Object draft(Nodes.Node node, Posted posted) {
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

    private static void revise(Nodes.Node node, Posted posted) {
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

    private static Object publish(Nodes.Node node) {
        return node.sender.send(new PublishService(ACME, AT), context());
    }

    private static @Nullable ClientSecret secret(@Nullable String value) {
        return value == null ? null : new ClientSecret(value);
    }

    /** The workspace's service as an intruder of another workspace would make it up. */
    private static Optional<Service> foreignView(Nodes.Node node) {
        var service = node.directory.connectable(WORKSPACE, "acme");
        return Optional.of(
                new Service(
                        OTHER_WORKSPACE,
                        service.id(),
                        service.version(),
                        false,
                        service.registration(),
                        service.definition()));
    }

    private static void assertRefused(ErrorCode code, Runnable refused) {
        var refusal = catchThrowableOfType(Refusal.class, refused::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
    }
}
