package dev.mooring.query.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Scope;
import dev.mooring.language.workspace.ApplicationEvent.ApplicationRegistered;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.KeyEvent.KeyRevoked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Applications and keys. */
class DirectoryEndpointTest extends AskedOverHttp {

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
}
