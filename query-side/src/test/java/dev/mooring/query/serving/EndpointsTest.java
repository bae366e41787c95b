package dev.mooring.query.serving;

import static dev.mooring.query.Happened.authorized;
import static dev.mooring.query.Happened.created;
import static dev.mooring.query.Happened.granted;
import static dev.mooring.query.Happened.mapped;
import static dev.mooring.query.Happened.reused;
import static dev.mooring.query.Happened.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.language.LinkName;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisconnected;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameReleased;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import dev.mooring.language.workspace.ApplicationEvent.ApplicationRegistered;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.KeyEvent.KeyRevoked;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.query.Happened;
import dev.mooring.query.Story;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The read endpoints, asked over HTTP. */
@SpringBootTest(
        classes = TestServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "mooring.api.read-model-wait=PT0.1S")
class EndpointsTest {

    private static final String ANN = "ann@example";

    @Autowired private ReactiveWebServerApplicationContext application;
    @Autowired private TestServer.Keys keys;
    @Autowired private TestServer.Telling telling;
    @Autowired private TestServer.Now now;

    private final Story story = new Story();
    private int made;

    @BeforeEach
    void begin() {
        telling.forget();
        story.then(new UserRegistered("usr_ann", ANN))
                .then(new UserRegistered("usr_bob", "bob@example"))
                .by("usr_ann")
                .then(
                        created("con_drive", "My Drive"),
                        new LinkNameClaimed("wsp_one/drive", "drive", "con_drive"));
        telling.tell(story);
    }

    @Test
    void cardsShowWhatApiMdSays() {
        connect();

        get("/v1/connections")
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].id")
                .isEqualTo("con_drive")
                .jsonPath("$.items[0].linkName")
                .isEqualTo("drive")
                .jsonPath("$.items[0].name")
                .isEqualTo("My Drive")
                .jsonPath("$.items[0].service.id")
                .isEqualTo(Happened.SERVICE)
                .jsonPath("$.items[0].service.name")
                .isEqualTo("Drive")
                .jsonPath("$.items[0].status")
                .isEqualTo("connected")
                .jsonPath("$.items[0].statusReason")
                .doesNotExist()
                .jsonPath("$.items[0].accountName")
                .isEqualTo("Work")
                .jsonPath("$.items[0].user")
                .isEqualTo(ANN)
                .jsonPath("$.items[0].updatedAt")
                .isEqualTo("2026-01-05T08:00:00Z")
                .jsonPath("$.next")
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherByCursorAndACursorIsOfItsListOnly() {
        story.then(created("con_a", "A")).then(created("con_b", "B"));
        telling.tell(story);

        var next =
                as(ANN).get()
                        .uri("/v1/connections?limit=2")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(Map.class)
                        .getResponseBody()
                        .blockFirst()
                        .get("next")
                        .toString();
        get("/v1/connections?limit=2&cursor=" + next)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].name")
                .isEqualTo("My Drive");

        refused(as("bob@example"), "/v1/connections?cursor=" + next, 400, "cursor.invalid");
        refused(as(ANN), "/v1/connections?sort=-name&cursor=" + next, 400, "cursor.invalid");
    }

    @Test
    void aListFiltersByServiceStatusApplicationAndText() {
        story.then(new ApplicationAllowed("con_drive", "app_web")).then(created("con_b", "B"));
        telling.tell(story);

        var client = as(ANN);
        assertThat(names(client, "?application=app_web")).containsExactly("My Drive");
        assertThat(names(client, "?status=created&sort=-name")).containsExactly("My Drive", "B");
        assertThat(names(client, "?status=connected")).isEmpty();
        assertThat(names(client, "?service=svc_other")).isEmpty();
        assertThat(names(client, "?q=DRIVE")).containsExactly("My Drive");
        refused(client, "/v1/connections?status=odd", 400, "request.invalid");
        refused(client, "/v1/connections?sort=odd", 400, "request.invalid");
        refused(client, "/v1/connections?service=$ne", 400, "request.invalid");
        refused(client, "/v1/connections?q=" + "x".repeat(101), 400, "request.invalid");
    }

    @Test
    void allUsersConnectionsAreListedWithUsersAnyAndNotWithoutIt() {
        story.then(created("con_bob", "Bob's", "usr_bob", Happened.SERVICE));
        telling.tell(story);

        assertThat(names(as(ANN), "")).containsExactly("My Drive");
        refused(key(Scope.CONNECTIONS_READ), "/v1/connections", 400, "user.required");
        var any = key(Scope.CONNECTIONS_READ, Scope.USERS_ANY);
        assertThat(names(any, "")).containsExactly("Bob's", "My Drive");
        assertThat(names(any, "?user=bob@example")).containsExactly("Bob's");
        body(any, "/v1/connections").jsonPath("$.items[0].user").isEqualTo("bob@example");
        refused(as(ANN), "/v1/connections?user=bob@example", 403, "user.forbidden");
        assertThat(names(as("stranger"), "")).isEmpty();
    }

    @Test
    void detailsShowWhatDomainMdListsUnderEight() {
        story.then(new ApplicationRegistered("app_web", "Website"))
                .then(new ApplicationAllowed("con_drive", "app_web"));
        connect();

        var body = get("/v1/connections/drive");
        body.jsonPath("$.id").isEqualTo("con_drive");
        body.jsonPath("$.name").isEqualTo("My Drive");
        body.jsonPath("$.linkName").isEqualTo("drive");
        body.jsonPath("$.user").isEqualTo(ANN);
        body.jsonPath("$.service.name").isEqualTo("Drive");
        body.jsonPath("$.service.builtIn").isEqualTo(true);
        body.jsonPath("$.status").isEqualTo("connected");
        body.jsonPath("$.scopes.asked.length()").isEqualTo(2);
        body.jsonPath("$.scopes.granted.length()").isEqualTo(2);
        body.jsonPath("$.scopes.missing.length()").isEqualTo(0);
        body.jsonPath("$.parameters.region").isEqualTo("eu");
        body.jsonPath("$.authorization.id").isEqualTo("aut_1");
        body.jsonPath("$.authorization.accountName").isEqualTo("Work");
        body.jsonPath("$.authorization.authorizedBy").isEqualTo(ANN);
        body.jsonPath("$.authorization.authorizedAt").isEqualTo("2026-01-05T08:00:00Z");
        body.jsonPath("$.authorization.sharedWith").isEqualTo(0);
        body.jsonPath("$.applications[0].id").isEqualTo("app_web");
        body.jsonPath("$.applications[0].name").isEqualTo("Website");
        body.jsonPath("$.createdBy").isEqualTo(ANN);
        body.jsonPath("$.updatedBy").isEqualTo(ANN);
        body.jsonPath("$.attempt").doesNotExist();
    }

    @Test
    void detailsCarryTheAggregatesVersionAndThePositionTheyReflect() {
        story.then(new ConnectionRenamed("con_drive", "usr_ann", "Renamed"));
        telling.tell(story);

        as(ANN).get()
                .uri("/v1/connections/con_drive")
                .header("Mooring-At-Least", "5")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectHeader()
                .valueEquals("Mooring-Position", "5");
        as(ANN).get()
                .uri("/v1/connections/con_drive")
                .header("Mooring-At-Least", "6")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("read_model.behind");
    }

    @Test
    void anAttemptUnderWayCountsDownInTheDetailsAndByItself() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)));
        telling.tell(story);
        now.pass(Duration.ofSeconds(30));

        get("/v1/connections/con_drive")
                .jsonPath("$.status")
                .isEqualTo("authorizing")
                .jsonPath("$.attempt.id")
                .isEqualTo("att_1")
                .jsonPath("$.attempt.accountName")
                .isEqualTo("Work")
                .jsonPath("$.attempt.secondsLeft")
                .isEqualTo(60)
                .jsonPath("$.attempt.expiresAt")
                .isEqualTo("2026-01-05T08:01:30Z");
        get("/v1/attempts/att_1")
                .jsonPath("$.status")
                .isEqualTo("pending")
                .jsonPath("$.secondsLeft")
                .isEqualTo(60)
                .jsonPath("$.connectionId")
                .isEqualTo("con_drive");

        now.pass(Duration.ofSeconds(60));

        get("/v1/connections/con_drive")
                .jsonPath("$.status")
                .isEqualTo("created")
                .jsonPath("$.statusReason")
                .isEqualTo("expired")
                .jsonPath("$.attempt")
                .doesNotExist();
        get("/v1/attempts/att_1")
                .jsonPath("$.status")
                .isEqualTo("expired")
                .jsonPath("$.secondsLeft")
                .isEqualTo(0);
    }

    @Test
    void aFailedAttemptSaysWhy() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)))
                .then(new AuthorizationFailed("con_drive", "att_1", "access_denied", null));
        telling.tell(story);

        get("/v1/attempts/att_1")
                .jsonPath("$.status")
                .isEqualTo("failed")
                .jsonPath("$.reason")
                .isEqualTo("access_denied");
    }

    @Test
    void security24AnotherUsersThingsAreAsUnknownAsNone() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)));
        telling.tell(story);

        for (var other : List.of(as("bob@example"), as("stranger"))) {
            unknownToEveryone(other);
        }
        refused(key(Scope.CONNECTIONS_READ), "/v1/connections/con_drive", 400, "user.required");
    }

    @Test
    void security25AnotherWorkspacesThingsAreAsUnknownAsNone() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)));
        telling.tell(story);

        unknownToEveryone(
                client(
                        Principal.key(
                                "wsp_two",
                                "key_two",
                                EnumSet.allOf(Scope.class),
                                null,
                                new ActsFor.Anyone()),
                        ANN));
    }

    @Test
    void aDeletedConnectionIsFoundByItsIdAndLeavesTheListAndItsLinkName() {
        story.then(
                new ConnectionDeleted("con_drive", false),
                new LinkNameReleased("wsp_one/drive", "drive", "con_drive"));
        telling.tell(story);

        assertThat(names(as(ANN), "")).isEmpty();
        assertThat(names(as(ANN), "?status=deleted")).containsExactly("My Drive");
        get("/v1/connections/con_drive").jsonPath("$.status").isEqualTo("deleted");
        refused(as(ANN), "/v1/connections/drive", 404, "connection.unknown");
        get("/v1/connections/con_drive/history").jsonPath("$.items.length()").isEqualTo(2);
    }

    @Test
    void whatCouldBeReusedIsShownBeforeAnythingIsCreated() {
        connect();

        lookup(as(ANN), Happened.SERVICE, Happened.SCOPES)
                .jsonPath("$.reusable.length()")
                .isEqualTo(1)
                .jsonPath("$.reusable[0].authorizationId")
                .isEqualTo("aut_1")
                .jsonPath("$.reusable[0].accountName")
                .isEqualTo("Work")
                .jsonPath("$.reusable[0].connectionNames.length()")
                .isEqualTo(0)
                .jsonPath("$.reusable[0].grantedAt")
                .isEqualTo("2026-01-05T08:00:00Z");
        lookup(as(ANN), Happened.SERVICE, List.of("files.read"))
                .jsonPath("$.reusable.length()")
                .isEqualTo(0);
        lookup(as("bob@example"), Happened.SERVICE, Happened.SCOPES)
                .jsonPath("$.reusable.length()")
                .isEqualTo(0);
        as(ANN).post()
                .uri("/v1/reuse-lookup")
                .bodyValue(Map.of("service", "svc_none"))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("service.unknown");
        as(ANN).post()
                .uri("/v1/reuse-lookup")
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/service");
    }

    @Test
    void aNamelessAuthorizationIsOfferedByTheNamesOfItsConnections() {
        story.then(
                granted("aut_old", null),
                mapped("aut_old", "con_drive"),
                reused("con_drive", "aut_old"));
        telling.tell(story);

        lookup(as(ANN), Happened.SERVICE, Happened.SCOPES)
                .jsonPath("$.reusable[0].accountName")
                .doesNotExist()
                .jsonPath("$.reusable[0].connectionNames[0]")
                .isEqualTo("My Drive");
    }

    @Test
    void aHistoryTellsAConnectionsEventsAndThoseOfItsAuthorizationUntilItLeft() {
        connect();
        story.by("key_backend")
                .then(
                        new AuthorizationRevoked("aut_1"),
                        new AuthorizationUnmapped("aut_1", "con_drive"),
                        new ConnectionDisconnected("con_drive", "aut_1"));
        telling.tell(story);

        var body = get("/v1/connections/drive/history");
        body.jsonPath("$.items[*].type")
                .isEqualTo(
                        List.of(
                                "connection.created",
                                "connection.authorization_started",
                                "connection.authorized",
                                "authorization.granted",
                                "authorization.mapped",
                                "authorization.revoked",
                                "authorization.unmapped",
                                "connection.disconnected"));
        body.jsonPath("$.items[0].position").isEqualTo(3);
        body.jsonPath("$.items[0].actor").isEqualTo(ANN);
        body.jsonPath("$.items[0].at").isEqualTo("2026-01-05T08:00:00Z");
        body.jsonPath("$.items[0].request").isEqualTo("req_3");
        body.jsonPath("$.items[0].subject").isEqualTo("con_drive");
        body.jsonPath("$.items[7].actor").isEqualTo("key_backend");
        get("/v1/connections/drive/history?from=9").jsonPath("$.items.length()").isEqualTo(3);
        get("/v1/connections/drive/history?limit=3")
                .jsonPath("$.items.length()")
                .isEqualTo(3)
                .jsonPath("$.next")
                .isNotEmpty();
    }

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

    @Test
    void applicationsAndKeysAreListedWithoutAnyHash() {
        story.then(new ApplicationRegistered("app_b", "Website"))
                .then(new ApplicationRegistered("app_a", "batch"))
                .then(
                        new KeyIssued(
                                "key_1",
                                "Backend",
                                List.of("connections:read"),
                                "app_a",
                                List.of("usr_ann"),
                                story.now().plus(Duration.ofDays(90)),
                                "c0ffee"))
                .then(new KeyIssued("key_2", "Old", List.of(), null, null, null, "c0ffee"))
                .then(new KeyRevoked("key_2"));
        telling.tell(story);

        get("/v1/applications").jsonPath("$.items[*].name").isEqualTo(List.of("batch", "Website"));
        var admin = key(Scope.KEYS_ADMIN);
        var body = body(admin, "/v1/keys");
        body.jsonPath("$.items.length()").isEqualTo(1);
        body.jsonPath("$.items[0].id").isEqualTo("key_1");
        body.jsonPath("$.items[0].applicationId").isEqualTo("app_a");
        body.jsonPath("$.items[0].actsFor[0]").isEqualTo(ANN);
        body.jsonPath("$.items[0].expiresAt").isEqualTo("2026-04-05T08:00:00Z");
        var text =
                admin.get()
                        .uri("/v1/keys")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        assertThat(text).doesNotContain("c0ffee");
        refused(as(ANN), "/v1/keys", 403, "scope.missing");
    }

    @Test
    void listsOfTheDirectoryArePaged() {
        for (var name : List.of("c", "a", "b")) {
            story.then(new ApplicationRegistered("app_" + name, name.toUpperCase()));
        }
        telling.tell(story);

        var next =
                as(ANN).get()
                        .uri("/v1/applications?limit=2")
                        .exchange()
                        .returnResult(Map.class)
                        .getResponseBody()
                        .blockFirst()
                        .get("next");
        get("/v1/applications?limit=2&cursor=" + next)
                .jsonPath("$.items[*].name")
                .isEqualTo(List.of("C"));
    }

    private void connect() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)))
                .then(
                        authorized("con_drive", "att_1", "aut_1"),
                        granted("aut_1", "Work"),
                        mapped("aut_1", "con_drive"));
        telling.tell(story);
    }

    private void unknownToEveryone(WebTestClient other) {
        for (var path :
                List.of(
                        "/v1/connections/con_drive",
                        "/v1/connections/drive",
                        "/v1/connections/con_drive/history",
                        "/v1/connections/drive/history")) {
            refused(other, path, 404, "connection.unknown");
        }
        refused(other, "/v1/attempts/att_1", 404, "attempt.unknown");
        body(other, "/v1/connections").jsonPath("$.items.length()").isEqualTo(0);
    }

    private WebTestClient as(String user) {
        return client(
                Principal.key(
                        "wsp_one",
                        "key_app" + ++made,
                        Set.of(Scope.CONNECTIONS_READ),
                        null,
                        new ActsFor.Anyone()),
                user);
    }

    private WebTestClient key(Scope... scopes) {
        return client(
                Principal.key(
                        "wsp_one", "key_some" + ++made, Set.of(scopes), null, new ActsFor.Anyone()),
                null);
    }

    private WebTestClient client(Principal principal, String user) {
        var port = application.getWebServer().getPort();
        var client =
                WebTestClient.bindToServer()
                        .baseUrl("http://127.0.0.1:" + port)
                        .defaultHeader("Authorization", "Bearer " + keys.add(principal));
        return (user == null ? client : client.defaultHeader("Mooring-User", user)).build();
    }

    private WebTestClient.BodyContentSpec get(String uri) {
        return body(as(ANN), uri);
    }

    private static WebTestClient.BodyContentSpec body(WebTestClient client, String uri) {
        return client.get().uri(uri).exchange().expectStatus().isOk().expectBody();
    }

    private static List<String> names(WebTestClient client, String query) {
        var items =
                (List<?>)
                        client.get()
                                .uri("/v1/connections" + query)
                                .exchange()
                                .expectStatus()
                                .isOk()
                                .returnResult(Map.class)
                                .getResponseBody()
                                .blockFirst()
                                .get("items");
        return items.stream().map(item -> ((Map<?, ?>) item).get("name").toString()).toList();
    }

    private static WebTestClient.BodyContentSpec lookup(
            WebTestClient client, String service, List<String> scopes) {
        return client.post()
                .uri("/v1/reuse-lookup")
                .bodyValue(Map.of("service", service, "scopes", scopes))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private static void refused(WebTestClient client, String uri, int status, String code) {
        client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
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
