package dev.mooring.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.sample.SampleTest;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest extends SampleTest {

    @Test
    void security23ACallWithoutCredentialsIsRefused() {
        anyone.get()
                .uri("/v1/caller")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("authentication.required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mooring",
                "mooring_all_short",
                "mooring_nobody_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "mooring_$ne_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "a.b.c"
            })
    void security26WhatIsNoKnownKeyIsRefused(String token) {
        bearer(token).get().uri("/v1/caller").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void security26TheRightIdWithAnotherSecretIsRefusedLikeAnUnknownKey() {
        key();
        var other = ApiKey.generate("key_all");
        bearer(other.text())
                .get()
                .uri("/v1/caller")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The API key is not known");
    }

    @Test
    void security26AKeyExpires() {
        var client =
                with(
                        Principal.key(
                                "wsp_a",
                                "key_brief",
                                Set.of(Scope.CONNECTIONS_READ),
                                null,
                                new ActsFor.Anyone()),
                        time.instant().plusSeconds(60));
        client.get().uri("/v1/caller").exchange().expectStatus().isOk();
        time.pass(Duration.ofSeconds(60));
        client.get().uri("/v1/caller").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void security26TwoSecretsAreActiveWhileAKeyIsRotated() {
        var old = keyWith(Scope.CONNECTIONS_READ);
        var fresh = bearer(keys.rotate("key_some"));
        old.get().uri("/v1/caller").exchange().expectStatus().isOk();
        fresh.get().uri("/v1/caller").exchange().expectStatus().isOk();
    }

    @Test
    void security26OnlyAHashLeavesAKeyBesideItsText() {
        var key = ApiKey.generate("key_x1");
        assertThat(key.text()).matches("mooring_x1_[A-Za-z0-9_-]{43}");
        assertThat(key.sha256()).matches("[0-9a-f]{64}");
        assertThat(key.toString()).isEqualTo("ApiKey[key_x1]");
        assertThat(ApiKey.parse(key.text()).orElseThrow().sha256()).isEqualTo(key.sha256());
    }

    @Test
    void security26TheBootstrapTokenIsAKeyLikeAnyOther() {
        with(Principal.bootstrap("wsp_a", "key_bootstrap", Set.of(Scope.CONNECTIONS_READ)))
                .get()
                .uri("/v1/caller")
                .exchange()
                .expectBody()
                .jsonPath("$.principal")
                .isEqualTo("key_bootstrap");
    }

    @Test
    void security23AKeyWithoutTheScopeIsRefusedByTheScopesName() {
        keyWith(Scope.CONNECTIONS_WRITE)
                .get()
                .uri("/v1/caller")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("scope.missing")
                .jsonPath("$.detail")
                .isEqualTo("The call needs the scope connections:read");
    }

    @Test
    void security23AnAlternativeScopeSuffices() {
        keyWith(Scope.AUDIT_READ).get().uri("/v1/things/thg_1").exchange().expectStatus().isOk();
    }

    @Test
    void twoAuthorizationHeadersAreRefused() {
        key().get()
                .uri("/v1/caller")
                .header("Authorization", "Basic x")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void credentialsOnAPublicRouteAreNotLookedAt() {
        bearer("nonsense").get().uri("/v1/thread").exchange().expectStatus().isOk();
    }

    @Test
    void keysAreLookedUpOffTheEventLoop() {
        key().get().uri("/v1/caller").exchange().expectStatus().isOk();
        assertThat(keys.askedOnEventLoop).isFalse();
    }
}
