package dev.mooring.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.api.sample.SampleTest;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserHeaderTest extends SampleTest {

    @Test
    void security24AUserScopedCallByAKeyWithoutAUserIsRefused() {
        key().get()
                .uri("/v1/user")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("user.required");
    }

    @Test
    void security24AKeyThatActsForAnyoneActsForTheUserNamed() {
        key().get()
                .uri("/v1/user")
                .header("Mooring-User", "auth0|ann")
                .exchange()
                .expectBody()
                .jsonPath("$.user")
                .isEqualTo("auth0|ann");
    }

    @Test
    void security24AKeyActsForTheUsersItListsAndNoOther() {
        var client =
                with(
                        Principal.key(
                                "wsp_a",
                                "key_ann",
                                Set.of(Scope.CONNECTIONS_READ),
                                null,
                                new ActsFor.Only(Set.of("ann"))));
        client.get().uri("/v1/user").header("Mooring-User", "ann").exchange().expectStatus().isOk();
        client.get()
                .uri("/v1/user")
                .header("Mooring-User", "Ann")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("user.forbidden");
    }

    @Test
    void security24ACallOverAllUsersNeedsUsersAny() {
        key().get()
                .uri("/v1/users")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("user.required");
        keyWith(Scope.CONNECTIONS_READ, Scope.USERS_ANY)
                .get()
                .uri("/v1/users")
                .exchange()
                .expectBody()
                .jsonPath("$.user")
                .isEqualTo("all");
    }

    @Test
    void security24AFilterByAnotherUserThanTheOneActedForIsRefused() {
        key().get()
                .uri("/v1/users?user=bob")
                .header("Mooring-User", "ann")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void security24AUserActsForItselfWithOrWithoutTheHeader() {
        var ann = Principal.user("wsp_a", "ann", Set.of());
        assertThat(UserHeader.actingFor(ann, List.of())).isEqualTo("ann");
        assertThat(UserHeader.actingFor(ann, List.of("ann"))).isEqualTo("ann");
    }

    @Test
    void security24AUsersOwnTokenCannotBeOverriddenByTheHeader() {
        var ann = Principal.user("wsp_a", "ann", Set.of());
        assertThatThrownBy(() -> UserHeader.actingFor(ann, List.of("bob")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.USER_FORBIDDEN));
    }

    @Test
    void security24IdsAreBoundedAndWithoutControlCharacters() {
        var key = Principal.bootstrap("wsp_a", "key_bootstrap", Set.of());
        for (var id : List.of("", "x".repeat(256), "a\tb", "a\u0000", "a\u0085")) {
            assertThatThrownBy(() -> UserHeader.actingFor(key, List.of(id)))
                    .isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> UserHeader.actingFor(key, List.of("ann", "ann")))
                .isInstanceOf(Refusal.class);
        assertThat(UserHeader.actingFor(key, List.of("x".repeat(255)))).hasSize(255);
    }

    @Test
    void idsInOtherScriptsArriveAsUtf8() {
        var key = Principal.bootstrap("wsp_a", "key_bootstrap", Set.of());
        var onTheWire =
                new String("añn".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(UserHeader.actingFor(key, List.of(onTheWire))).isEqualTo("añn");
    }

    @Test
    void aUserInThePathMayBeAnyUsersId() {
        key().post()
                .uri("/v1/users/{user}/erase", "auth0|ann@x.example")
                .exchange()
                .expectBody()
                .jsonPath("$.user")
                .isEqualTo("auth0|ann@x.example");
        key().post()
                .uri("/v1/users/{user}/erase", "a\u0000b")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }
}
