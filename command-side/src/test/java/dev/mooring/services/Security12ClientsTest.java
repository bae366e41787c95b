package dev.mooring.services;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.OTHER_WORKSPACE;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static dev.mooring.workspaces.Nodes.context;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.credentials.vault.Secret;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.LinkName;
import dev.mooring.language.ServiceId;
import dev.mooring.language.service.ServiceCommand.DraftService;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client's secret goes where it was registered for, and nowhere else (security 5, 6, 12). */
class Security12ClientsTest extends ServicesFixture {

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

    private static Posted movedTokenUrl() {
        return Posted.oauth2().with("/auth/tokenUrl", "\"https://new.acme.example/token\"");
    }
}
