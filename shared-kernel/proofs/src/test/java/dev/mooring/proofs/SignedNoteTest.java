package dev.mooring.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /** Of the documentation of Go's package note. */
    private static final String KNOWN_KEY =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String KNOWN =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private final TestKey signer = new TestKey("mooring-1/wsp_1");

    @Test
    void theKnownNoteIsSignedByTheKnownKey() {
        var key = VerifierKey.parse(KNOWN_KEY);
        var note = SignedNote.parse(KNOWN);

        assertThat(note.isSignedBy(key)).isTrue();
        assertThat(note).hasToString(KNOWN);
        assertThat(key).hasToString(KNOWN_KEY);
        assertThat(note.isSignedBy(signer.key())).isFalse();
    }

    @Test
    void anAlteredTextIsNotSigned() {
        var altered = SignedNote.parse(KNOWN.replace("your problem is", "your solution is"));

        assertThat(altered.isSignedBy(VerifierKey.parse(KNOWN_KEY))).isFalse();
    }

    @Test
    void whileAKeyIsReplacedBothSignAndEitherSuffices() {
        var next = new TestKey("mooring-1/wsp_1");
        var note = SignedNote.parse(SignedNote.sign("text\n", List.of(signer, next)).toString());

        assertThat(note.isSignedBy(signer.key())).isTrue();
        assertThat(note.isSignedBy(next.key())).isTrue();
        assertThat(note.isSignedBy(new TestKey("mooring-1/wsp_1").key())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "text\n",
                "text\n\n",
                "text\n\n— name AAAA\n",
                "text\n\n- name x08go/ZJkuA=\n",
                "text\n\n— x08go/ZJkuA=\n",
                "text\n\n— name x08go/ZJkuA=",
                "text\n\n— name not base64\n"
            })
    void whatIsNoNoteIsRefused(String text) {
        assertThatThrownBy(() -> SignedNote.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "name+c74f20a3",
                "name+c74f20a3+AAAA",
                "Another+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void whatIsNoVerifierKeyIsRefused(String text) {
        assertThatThrownBy(() -> VerifierKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCheckpointIsReadAsItWasWritten() {
        var checkpoint = new Checkpoint("mooring-1/wsp_1", 20_852_163, TreeHash.OF_NOTHING);

        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThat(Checkpoint.parse(checkpoint.text() + "extension\n")).isEqualTo(checkpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "origin\n1\n",
                "origin\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "origin\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
                "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
            })
    void whatIsNoCheckpointIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
