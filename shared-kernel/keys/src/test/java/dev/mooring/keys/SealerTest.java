package dev.mooring.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealerTest {

    private static final Binding VERIFIER = Binding.of("attempt.verifier", "att_1");

    private final EmbeddedDatabase mongo = new EmbeddedDatabase();
    private final KeyRing ring =
            KeyRing.open(
                    mongo.database(),
                    new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32])));
    private final Sealer sealer = new Sealer(ring);

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void whatWasSealedOpensAfterBeingStored() {
        var sealed = sealer.seal("ws_1", VERIFIER, "s3cret".getBytes(UTF_8));

        var stored = Sealed.from(sealed.toDocument());

        assertThat(stored).isEqualTo(sealed);
        assertThat(sealer.open("ws_1", VERIFIER, stored)).asString(UTF_8).isEqualTo("s3cret");
        assertThat(sealed.toString()).doesNotContain("s3cret");
    }

    @Test
    void sealingTwiceGivesTwoKeysAndTwoCiphertexts() {
        var one = sealer.seal("ws_1", VERIFIER, new byte[8]);
        var two = sealer.seal("ws_1", VERIFIER, new byte[8]);

        assertThat(one.key()).isNotEqualTo(two.key());
        assertThat(one.ciphertext()).isNotEqualTo(two.ciphertext());
    }

    @Test
    void itOpensForNoOtherWorkspaceAndNoOtherPlace() {
        var sealed = sealer.seal("ws_1", VERIFIER, new byte[8]);

        assertThatThrownBy(() -> sealer.open("ws_2", VERIFIER, sealed))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> sealer.open("ws_1", Binding.of("attempt.nonce", "att_1"), sealed))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void anAlteredOneDoesNotOpen() {
        var sealed = sealer.seal("ws_1", VERIFIER, new byte[8]);
        var other = sealer.seal("ws_1", VERIFIER, new byte[8]);

        assertThatThrownBy(() ->
                        sealer.open("ws_1", VERIFIER, new Sealed(sealed.key(), other.ciphertext())))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() ->
                        sealer.open("ws_1", VERIFIER, new Sealed(sealed.key(), "not base64!")))
                .isInstanceOf(UnreadableException.class);
    }
}
