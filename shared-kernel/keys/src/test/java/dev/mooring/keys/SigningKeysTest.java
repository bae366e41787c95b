package dev.mooring.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private static final HexFormat HEX = HexFormat.of();

    private EmbeddedDatabase embedded;
    private KeyRing ring;

    @BeforeEach
    void open() {
        embedded = new EmbeddedDatabase();
        ring = KeyRing.open(embedded.database(), new SuppliedKey("a", "A".repeat(43) + "="));
    }

    @AfterEach
    void close() {
        embedded.close();
    }

    /** RFC 8032 §7.1, test 2. */
    @Test
    void itSignsAsEd25519Does() {
        var key =
                new SigningKey(
                        new DataKey(
                                HEX.parseHex(
                                        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")));

        assertThat(HEX.formatHex(key.publicKey()))
                .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assertThat(HEX.formatHex(key.sign(new byte[] {0x72})))
                .isEqualTo(
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assertThat(key).hasToString("SigningKey[redacted]");
    }

    @Test
    void everyNodeHasTheKeyAndTheNameThatTheFirstOneMade() {
        var first = SigningKeys.open(embedded.database(), ring);
        var second = SigningKeys.open(embedded.database(), ring);

        assertThat(first.name()).matches("mooring-[a-z2-7]{16}").isEqualTo(second.name());
        assertThat(first.keys()).hasSize(1);
        assertThat(second.keys().getFirst().publicKey())
                .isEqualTo(first.keys().getFirst().publicKey());
    }

    @Test
    void aKeyThatIsPutUnderAnotherNameDoesNotOpen() {
        SigningKeys.open(embedded.database(), ring);
        embedded.database()
                .getCollection("keys")
                .updateOne(Filters.eq("_id", "signing"), Updates.set("name", "mooring-other"));

        assertThatThrownBy(() -> SigningKeys.open(embedded.database(), ring))
                .isInstanceOf(UnreadableException.class);
    }
}
