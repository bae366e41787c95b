package dev.mooring.credentials.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.credentials.World;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.Refusal.FieldError;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.Auth.KeyPlacement;
import dev.mooring.language.service.Auth.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenCredentialTest {

    private static final Auth KEYS =
            new Auth.ApiKeys(
                    List.of(
                            new KeyPlacement("X-Key", "Key", Place.HEADER, "Token "),
                            new KeyPlacement("secret", "Secret", Place.QUERY, null)));
    private static final Auth BASIC = new Auth.Basic();
    private static final Auth BEARER = new Auth.Bearer();

    @Test
    void everyKeyOfTheServiceIsTaken() {
        assertThat(GivenCredential.read(KEYS, keys(Map.of("X-Key", "k1", "secret", "k 2 é"))))
                .isEqualTo(
                        new GivenCredential(
                                Map.of(
                                        "key.X-Key",
                                        Secret.of("k1"),
                                        "key.secret",
                                        Secret.of("k 2 é"))));
    }

    @Test
    void aUserNameMayBeEmptyAsMayAPassword() {
        assertThat(GivenCredential.read(BASIC, basic("", "p:w")).fields())
                .containsEntry("password", Secret.of("p:w"));
        assertThat(GivenCredential.read(BASIC, basic("ada", "")).fields())
                .containsEntry("username", Secret.of("ada"));
        assertInvalid(BASIC, basic("", ""), "/credential");
    }

    @Test
    void aTokenIsTaken() {
        assertThat(GivenCredential.read(BEARER, token("abc.def|1")).fields())
                .containsExactly(Map.entry("token", Secret.of("abc.def|1")));
    }

    @Test
    void withoutACredentialNothingIsAuthorized() {
        assertThatThrownBy(() -> GivenCredential.read(BEARER, null))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CREDENTIAL_REQUIRED));
    }

    @Test
    void aServiceThatIsAuthorizedInTheBrowserTakesNone() {
        var oauth2 = World.oauth2(Auth.Rotation.NONE);

        assertThatThrownBy(() -> GivenCredential.refuseInBrowser(oauth2, token("t")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CREDENTIAL_NOT_TAKEN));
        GivenCredential.refuseInBrowser(oauth2, null);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertInvalid(
                KEYS,
                new PostedCredential(Map.of("X-Key", "", "a/b", "x"), null, "pw", "t"),
                "/credential/password",
                "/credential/token",
                "/credential/keys/X-Key",
                "/credential/keys/secret",
                "/credential/keys/a~1b");
        assertInvalid(
                BASIC,
                new PostedCredential(Map.of(), "a:b", null, null),
                "/credential/keys",
                "/credential/username",
                "/credential/password");
        assertInvalid(
                BEARER,
                basic("ada", "pw"),
                "/credential/username",
                "/credential/password",
                "/credential/token");
    }

    /** Security 29: what goes into a header can stand there, and adds no other. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Other: 1", "a\u0000", "é", "key ", "a\u0085b", "a\u2028b"})
    void whatCannotStandInAHeaderIsRefused(String value) {
        assertInvalid(KEYS, keys(Map.of("X-Key", value, "secret", "s")), "/credential/keys/X-Key");
        assertInvalid(BEARER, token(value), "/credential/token");
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertInvalid(BEARER, token("t".repeat(4097)), "/credential/token");
        assertInvalid(BASIC, basic("u".repeat(256), "pw"), "/credential/username");
    }

    @Test
    void nothingOfItIsEverPrinted() {
        assertThat(token("s3cret") + " " + GivenCredential.read(BEARER, token("s3cret")))
                .doesNotContain("s3cret");
    }

    private static PostedCredential keys(Map<String, String> keys) {
        return new PostedCredential(keys, null, null, null);
    }

    private static PostedCredential basic(String username, String password) {
        return new PostedCredential(null, username, password, null);
    }

    private static PostedCredential token(String token) {
        return new PostedCredential(null, null, null, token);
    }

    private static void assertInvalid(
            Auth auth, @Nullable PostedCredential posted, String... pointers) {
        assertThatThrownBy(() -> GivenCredential.read(auth, posted))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
                            assertThat(e.errors().stream().map(FieldError::pointer).distinct())
                                    .containsExactlyInAnyOrder(pointers);
                        });
    }
}
