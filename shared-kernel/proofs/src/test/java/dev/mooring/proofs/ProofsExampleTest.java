package dev.mooring.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.proofs.export.ExportVerifier;
import dev.mooring.proofs.export.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Recomputes the worked example of PROOFS.md from its text. */
class ProofsExampleTest {

    private final String text = read();
    private final List<String> entries = all("\\| `(\\{\"id[^`]*)` \\| `[^`]+` \\|");
    private final List<String> leaves = all("\\| `\\{\"id[^`]*` \\| `([^`]+)` \\|");
    private final VerifierKey key = VerifierKey.parse(block("vkey").strip());
    private final String root = all("and the third leaf, `([^`]+)`").getFirst();

    /** Without the code that the page documents. */
    @Test
    void theHashesAreThoseOfTheListedBytes() throws Exception {
        for (int i = 0; i < entries.size(); i++) {
            assertThat(sha256(new byte[1], entries.get(i).getBytes(UTF_8)))
                    .isEqualTo(leaves.get(i));
        }
        var node = all("left ‖ right\\), is `([^`]+)`").getFirst();
        assertThat(sha256(new byte[] {1}, decoded(leaves.get(0)), decoded(leaves.get(1))))
                .isEqualTo(node);
        assertThat(sha256(new byte[] {1}, decoded(node), decoded(leaves.get(2)))).isEqualTo(root);
        assertThat(sha256(new byte[1], block("leaf").getBytes(UTF_8)))
                .isEqualTo(all("and the hash `([^`]+)`").getFirst());
    }

    @Test
    void theCheckpointIsSignedAndSaysWhatTheTreeIs() {
        var note = SignedNote.parse(block("note"));

        assertThat(note.isSignedBy(key)).isTrue();
        assertThat(Checkpoint.parse(note.text()))
                .isEqualTo(new Checkpoint(key.name(), 3, TreeHash.parse(root)));
        assertThat(block("leaf"))
                .isEqualTo(new Checkpoint("wsp_acme", 3, TreeHash.parse(root)).text());
    }

    @Test
    void theProofsProveAndAreWrittenAsTheyStand() {
        var proof = TlogProof.parse(block("tlog-proof"));
        assertThat(proof).hasToString(block("tlog-proof"));
        assertThat(proof.proves(entries.get(1).getBytes(UTF_8), key)).isTrue();
        assertThat(proof.proves(entries.get(0).getBytes(UTF_8), key)).isFalse();

        var node = TreeHash.parse(all("left ‖ right\\), is `([^`]+)`").getFirst());
        var consistency = ConsistencyProof.parse(block("consistency"));
        assertThat(consistency).hasToString(block("consistency"));
        assertThat(consistency.proves(new Checkpoint(key.name(), 2, node), key)).isTrue();
    }

    @Test
    void theExportIsWhole() throws Exception {
        var verdict =
                ExportVerifier.verify(
                        new ByteArrayInputStream(block("jsonl").getBytes(UTF_8)),
                        List.of(key),
                        null);

        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Whole(
                                "wsp_acme",
                                0,
                                3,
                                1,
                                7,
                                new Checkpoint(key.name(), 3, TreeHash.parse(root)),
                                key));
    }

    private String block(String name) {
        return all("```" + name + "\n(.*?)```").getFirst();
    }

    private List<String> all(String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static String sha256(byte[]... parts) throws Exception {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        var hash = MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
        return Base64.getEncoder().encodeToString(hash);
    }

    private static String read() {
        try {
            return Files.readString(Path.of("PROOFS.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
