package dev.mooring.credentials.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.credentials.given.GivenCredential;
import dev.mooring.credentials.given.PostedCredential;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.Auth.KeyPlacement;
import dev.mooring.language.service.Auth.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InjectionTest {

    @Test
    void keysGoToTheirPlacesBehindTheirPrefixes() {
        var auth =
                new Auth.ApiKeys(
                        List.of(
                                new KeyPlacement("Authorization", "Key", Place.HEADER, "Token "),
                                new KeyPlacement("X-Site", "Site", Place.HEADER, null),
                                new KeyPlacement("api_key", "Secret", Place.QUERY, null),
                                new KeyPlacement("pin", "PIN", Place.FORM, "p-")));
        var given =
                new PostedCredential(
                        Map.of("Authorization", "k1", "X-Site", "k2", "api_key", "k3", "pin", "k4"),
                        null,
                        null,
                        null);

        assertThat(of(auth, given))
                .isEqualTo(
                        new Injection(
                                Map.of("Authorization", "Token k1", "X-Site", "k2"),
                                Map.of("api_key", "k3"),
                                Map.of("pin", "p-k4")));
    }

    /** The example of RFC 7617 §2.1. */
    @Test
    void userNameAndPasswordBecomeBasicInUtf8() {
        assertThat(of(new Auth.Basic(), new PostedCredential(null, "test", "123£", null)).headers())
                .isEqualTo(Map.of("Authorization", "Basic dGVzdDoxMjPCow=="));
    }

    @Test
    void aTokenBecomesBearer() {
        assertThat(of(new Auth.Bearer(), new PostedCredential(null, null, null, "t1")).headers())
                .isEqualTo(Map.of("Authorization", "Bearer t1"));
    }

    @Test
    void nothingOfItIsEverPrinted() {
        assertThat(of(new Auth.Bearer(), new PostedCredential(null, null, null, "s3cret")))
                .hasToString("Injection[headers=[Authorization], query=[], form=[]]");
    }

    private static Injection of(Auth auth, PostedCredential posted) {
        return Injection.of(auth, GivenCredential.read(auth, posted).fields());
    }
}
