package dev.mooring.query.serving;

import dev.mooring.api.access.Scope;
import dev.mooring.language.LinkName;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import dev.mooring.query.Happened;
import dev.mooring.query.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The catalog's services and the workspace's own. */
class ServicesEndpointTest extends AskedOverHttp {

    @Test
    void servicesAreTheCatalogsAndTheWorkspacesOwnOnceTheyArePublished() {
        var id = ServiceId.of(Story.WORKSPACE, new LinkName("acme")).value();
        story.then(new ServiceDrafted(id, 1, Happened.definition("Acme")));
        telling.tell(story);

        get("/v1/services").jsonPath("$.items[*].name").isEqualTo(List.of("Drive"));
        refused(as(ANN), "/v1/services/acme", 404, "service.unknown");
        body(key(Scope.SERVICES_ADMIN), "/v1/services/acme")
                .jsonPath("$.published")
                .isEqualTo(false);

        story.then(new ServicePublished(id, 1))
                .then(new ServiceRevised(id, 2, Happened.definition("Acme Two")));
        telling.tell(story);

        get("/v1/services").jsonPath("$.items[*].name").isEqualTo(List.of("Acme", "Drive"));
        get("/v1/services?q=ACM").jsonPath("$.items[*].id").isEqualTo(List.of(id));
        get("/v1/services?authType=basic").jsonPath("$.items.length()").isEqualTo(0);
        var details = get("/v1/services/" + id);
        details.jsonPath("$.name").isEqualTo("Acme");
        details.jsonPath("$.version").isEqualTo(1);
        details.jsonPath("$.builtIn").isEqualTo(false);
        details.jsonPath("$.auth.type").isEqualTo("api_key");
        details.jsonPath("$.auth.keys[0].name").isEqualTo("X-Key");
        details.jsonPath("$.scopes.read[*].name").isEqualTo(List.of("files.read"));
        details.jsonPath("$.scopes.create[*].name").isEqualTo(List.of("files.write"));
        details.jsonPath("$.scopes.update[*].name").isEqualTo(List.of("files.write"));
        details.jsonPath("$.scopes.delete.length()").isEqualTo(0);
        details.jsonPath("$.parameters[0].default").isEqualTo("eu");
        details.jsonPath("$.administration").doesNotExist();
        refused(as(ANN), "/v1/services/acme?version=2", 404, "service.unknown");
        body(key(Scope.SERVICES_ADMIN), "/v1/services/acme?version=2")
                .jsonPath("$.name")
                .isEqualTo("Acme Two");
    }

    @Test
    void anAdministratorSeesTheClientAndItsRedirectUriAndNobodySeesASecret() {
        var id = ServiceId.of(Story.WORKSPACE, new LinkName("acme"));
        var registration = RegistrationId.of(Story.WORKSPACE, id).value();
        story.then(new ServiceDrafted(id.value(), 1, oauth("Acme")))
                .then(new ServicePublished(id.value(), 1));
        telling.tell(story);
        var admin = key(Scope.SERVICES_ADMIN);

        body(admin, "/v1/services/acme")
                .jsonPath("$.administration.redirectUri")
                .isEqualTo("http://localhost:8080/callback/" + registration)
                .jsonPath("$.administration.clientId")
                .doesNotExist();

        story.then(new ClientRegistered(registration, id.value(), 1, "the-client", 1, "d"));
        telling.tell(story);

        body(admin, "/v1/services/acme")
                .jsonPath("$.administration.clientId")
                .isEqualTo("the-client")
                .jsonPath("$.administration.auth.tokenUrl")
                .isEqualTo("https://acme.example/token");
        get("/v1/services/acme").jsonPath("$.administration").doesNotExist();
    }

    private static ServiceDefinition oauth(String name) {
        var plain = Happened.definition(name);
        return new ServiceDefinition(
                plain.name(),
                plain.linkName(),
                plain.description(),
                plain.category(),
                new Auth.OAuth2AuthorizationCode(
                        "https://acme.example/authorize",
                        "https://acme.example/token",
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        Auth.ClientAuthentication.BASIC,
                        Auth.Pkce.S256,
                        Auth.Rotation.UNKNOWN,
                        " ",
                        Map.of(),
                        Map.of()),
                plain.scopes(),
                plain.baseUrls(),
                plain.parameters());
    }
}
