package dev.mooring.api.sample;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Asks the sample server over the loopback interface. */
@SpringBootTest(
        classes = SampleApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "mooring.api.read-model-wait=PT0.2S")
public abstract class SampleTest {

    @Autowired protected ReactiveWebServerApplicationContext application;
    @Autowired protected SampleApplication.TestKeys keys;
    @Autowired protected SampleApplication.TestPositions positions;
    @Autowired protected SampleApplication.TestTime time;
    @Autowired protected WriteController writes;

    protected WebTestClient anyone;

    private WebTestClient key;

    @BeforeEach
    void connect() {
        anyone = WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port()).build();
    }

    protected int port() {
        return application.getWebServer().getPort();
    }

    /** A client with a key of all scopes but users:any, which acts for anyone. */
    protected WebTestClient key() {
        if (key == null) {
            key = allButUsersAny();
        }
        return key;
    }

    private WebTestClient allButUsersAny() {
        var scopes = EnumSet.allOf(Scope.class);
        scopes.remove(Scope.USERS_ANY);
        return with(Principal.key("wsp_a", "key_all", scopes, null, new ActsFor.Anyone()));
    }

    protected WebTestClient keyWith(Scope... scopes) {
        return with(Principal.key("wsp_a", "key_some", Set.of(scopes), null, new ActsFor.Anyone()));
    }

    protected WebTestClient with(Principal principal, Instant... expiry) {
        return bearer(keys.add(principal, expiry));
    }

    protected WebTestClient bearer(String token) {
        return anyone.mutate().defaultHeader("Authorization", "Bearer " + token).build();
    }
}
