package dev.mooring.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalKeyTest {

    private static final Binding NAME = Binding.of("connection.created", "con_1", "name");
    private static final byte[] KEY = counting(32);

    private final PersonalKey key =
            new PersonalKey("ws_1", "usr_1", KEY, PersonalKeyTest::counting);

    @Test
    void theStoredFormNeverChanges() {
        assertThat(key.encrypt("Alice's mail", NAME))
                .isEqualTo("p1.AAECAwQFBgcICQoLW-oTENJ3A2GWtIIkAryDexl9-WnthirINWxBtA");
        assertThat(key.mac("fingerprint", "{\"v\":1}".getBytes(UTF_8)))
                .isEqualTo("u8sW6BZGrKkQeHSupPyTLywH2U1kEEaSZI5i7asjpOQ");
    }

    @Test
    void theStoredFormIsWhatItsDescriptionSays() throws Exception {
        var encrypted = key.encrypt("Alice's mail", NAME);

        var derived =
                Hkdf.computeHkdf(
                        "HMACSHA256", KEY, new byte[0], Binding.of("personal.text").encoded(), 32);
        var opened =
                new AesGcmJce(derived)
                        .decrypt(
                                Base64.getUrlDecoder().decode(encrypted.substring(3)),
                                Binding.of(
                                                "personal.text",
                                                "ws_1",
                                                "usr_1",
                                                "connection.created",
                                                "con_1",
                                                "name")
                                        .encoded());

        assertThat(opened).asString(UTF_8).isEqualTo("Alice's mail");
    }

    @Test
    void aMacIsHmacUnderAKeyForItsPurposeAlone() throws Exception {
        var derived =
                Hkdf.computeHkdf(
                        "HMACSHA256",
                        KEY,
                        new byte[0],
                        Binding.of("personal.mac", "fingerprint").encoded(),
                        32);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(derived, "HmacSHA256"));

        assertThat(Base64.getUrlDecoder().decode(key.mac("fingerprint", new byte[] {1})))
                .isEqualTo(mac.doFinal(new byte[] {1}));
        assertThat(key.mac("other", new byte[] {1}))
                .isNotEqualTo(key.mac("fingerprint", new byte[] {1}));
    }

    @Test
    void textOpensOnlyInItsPlaceAndForItsOwner() {
        var encrypted = key.encrypt("Alice", NAME);
        var otherUser = new PersonalKey("ws_1", "usr_2", KEY, PersonalKeyTest::counting);
        var otherWorkspace = new PersonalKey("ws_2", "usr_1", KEY, PersonalKeyTest::counting);

        assertThat(key.decrypt(encrypted, NAME)).isEqualTo("Alice");
        assertThatThrownBy(() -> key.decrypt(encrypted, NAME.and("more")))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> otherUser.decrypt(encrypted, NAME))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> otherWorkspace.decrypt(encrypted, NAME))
                .isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "é", "日本語 🎏", "p1.", "[erased]"})
    void anyTextComesBackAsItWas(String text) {
        assertThat(key.decrypt(key.encrypt(text, NAME), NAME)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Alice", "p1.", "p1.QUJD", "p1.not base64", "p2.QUJD"})
    void whatWasNeverEncryptedIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> key.decrypt(text, NAME))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("not encrypted personal text")
                .hasNoCause();
    }

    @Test
    void encryptingTwiceGivesTwoCiphertexts() {
        var random = new PersonalKey("ws_1", "usr_1", KEY, RandomSource.secure());

        assertThat(random.encrypt("Alice", NAME)).isNotEqualTo(random.encrypt("Alice", NAME));
    }

    @Test
    void nothingShowsTheKey() {
        assertThat(key).hasToString("PersonalKey[redacted]");
    }

    private static byte[] counting(int count) {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
