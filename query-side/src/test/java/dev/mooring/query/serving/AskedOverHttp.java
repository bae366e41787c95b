package dev.mooring.query.serving;

import static dev.mooring.query.Happened.authorized;
import static dev.mooring.query.Happened.created;
import static dev.mooring.query.Happened.granted;
import static dev.mooring.query.Happened.mapped;
import static dev.mooring.query.Happened.started;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.query.Story;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The read endpoints, asked over HTTP about a story that a test tells. */
@SpringBootTest(
        classes = TestServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "mooring.api.read-model-wait=PT0.1S")
abstract class AskedOverHttp {

    static final String ANN = "ann@example";

    @Autowired private ReactiveWebServerApplicationContext application;
    @Autowired private TestServer.Keys keys;
    @Autowired TestServer.Telling telling;
    @Autowired TestServer.Now now;

    final Story story = new Story();
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

    void connect() {
        story.then(started("con_drive", "att_1", "aut_1", story.now().plusSeconds(90)))
                .then(
                        authorized("con_drive", "att_1", "aut_1"),
                        granted("aut_1", "Work"),
                        mapped("aut_1", "con_drive"));
        telling.tell(story);
    }

    WebTestClient as(String user) {
        return as(user, Scope.CONNECTIONS_READ);
    }

    WebTestClient as(String user, Scope... scopes) {
        return client(
                Principal.key(
                        "wsp_one", "key_app" + ++made, Set.of(scopes), null, new ActsFor.Anyone()),
                user);
    }

    WebTestClient key(Scope... scopes) {
        return client(
                Principal.key(
                        "wsp_one", "key_some" + ++made, Set.of(scopes), null, new ActsFor.Anyone()),
                null);
    }

    WebTestClient client(Principal principal, String user) {
        var port = application.getWebServer().getPort();
        var client =
                WebTestClient.bindToServer()
                        .baseUrl("http://127.0.0.1:" + port)
                        .defaultHeader("Authorization", "Bearer " + keys.add(principal));
        return (user == null ? client : client.defaultHeader("Mooring-User", user)).build();
    }

    WebTestClient.BodyContentSpec get(String uri) {
        return body(as(ANN), uri);
    }

    static WebTestClient.BodyContentSpec body(WebTestClient client, String uri) {
        return client.get().uri(uri).exchange().expectStatus().isOk().expectBody();
    }

    static List<String> names(WebTestClient client, String query) {
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

    static void refused(WebTestClient client, String uri, int status, String code) {
        client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }
}
