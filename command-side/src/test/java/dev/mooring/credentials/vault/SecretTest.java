package dev.mooring.credentials.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void aSecretIsShownOnlyWhereItIsRevealed() {
        var secret = Secret.of("hunter2");

        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret + " " + new Credential(1, Map.of("token", secret)))
                .doesNotContain("hunter2");
    }

    @Test
    void equalSecretsAreEqualAndTellNothingByTheirHash() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
        assertThat(Secret.of("a").hashCode()).isEqualTo(Secret.of("b").hashCode());
    }
}
