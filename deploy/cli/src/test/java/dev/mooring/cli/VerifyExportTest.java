package dev.mooring.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.proofs.Checkpoint;
import dev.mooring.proofs.Frontier;
import dev.mooring.proofs.NoteSigner;
import dev.mooring.proofs.SignedNote;
import dev.mooring.proofs.TreeHash;
import dev.mooring.proofs.VerifierKey;
import dev.mooring.proofs.export.ExportLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an auditor does with what he was given. */
class VerifyExportTest {

    @TempDir private Path folder;

    private final Signer signer = new Signer("mooring-test/wsp_1");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aWholeExportIsSaidToBeWhole() throws Exception {
        var export = export(5);

        assertThat(verify("--export", export.toString(), "--key", signer.key().toString()))
                .isZero();
        assertThat(out.toString())
                .contains("The history of wsp_1 is whole and unaltered: 5 events")
                .contains(signer.key().toString())
                .doesNotContain("own word");
    }

    @Test
    void whoNamesNoKeyIsToldWhatThatIsWorth() throws Exception {
        assertThat(verify("--export", export(5).toString())).isZero();
        assertThat(out.toString()).contains("the export's own word");
    }

    @Test
    void aFlippedByteIsNamedByItsPosition() throws Exception {
        var export = export(5);
        Files.writeString(export, Files.readString(export).replace("event 3", "event 4"));

        assertThat(verify("--export", export.toString(), "--key", signer.key().toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString())
                .startsWith("mooring: The export is NOT whole. Line 5, position 31:")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anOlderStateIsFoundByTheCheckpointThatWasKept() throws Exception {
        var kept = folder.resolve("kept");
        Files.writeString(kept, note(7).toString());

        assertThat(verify("--export", export(5).toString(), "--checkpoint", kept.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("an older state");
    }

    @Test
    void aCheckpointOfSomebodyElsesIsNotHeldAgainstIt() throws Exception {
        var kept = folder.resolve("kept");
        Files.writeString(kept, note(5).toString());
        var other = new Signer("mooring-test/wsp_1").key().toString();

        assertThat(
                        verify(
                                "--export",
                                export(5).toString(),
                                "--key",
                                other,
                                "--checkpoint",
                                kept.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("not signed with the key that you hold");
    }

    @Test
    void whatIsNotThereIsNamed() {
        var nowhere = folder.resolve("nowhere").toString();

        assertThat(verify("--export", nowhere)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("There is no export at " + nowhere);
        assertThat(verify("--export", nowhere, "--key", "none"))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("not a verifier key");
    }

    @Test
    void aBackupAndAnExportAreNotVerifiedAtOnce() {
        assertThat(verify()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(verify("backup", "--export", "file")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private int verify(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "verify";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Mooring.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private Path export(int events) throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                ExportLine.Begin.of("wsp_1", List.of(signer.key().toString()), 0, List.of())
                        .bytes());
        for (int i = 0; i < events; i++) {
            bytes.writeBytes(
                    new ExportLine.Event(i, 10L * i + 1, TreeHash.ofLeaf(event(i)), event(i))
                            .bytes());
        }
        bytes.writeBytes(ExportLine.End.of(events, List.of(), note(events).toString()).bytes());
        return Files.write(folder.resolve("export"), bytes.toByteArray());
    }

    private SignedNote note(int events) {
        var tree = new Frontier();
        for (int i = 0; i < events; i++) {
            tree.append(TreeHash.ofLeaf(event(i)));
        }
        var checkpoint = new Checkpoint("mooring-test/wsp_1", events, tree.root());
        return SignedNote.sign(checkpoint.text(), List.of(signer));
    }

    private static byte[] event(int i) {
        return "{\"id\":\"event %d\"}".formatted(i).getBytes(UTF_8);
    }

    private record Signer(VerifierKey key, KeyPair pair) implements NoteSigner {

        Signer(String name) {
            this(name, generated());
        }

        private Signer(String name, KeyPair pair) {
            var encoded = pair.getPublic().getEncoded();
            var open =
                    Arrays.copyOfRange(
                            encoded, encoded.length - VerifierKey.KEY_BYTES, encoded.length);
            this(VerifierKey.of(name, open), pair);
        }

        private static KeyPair generated() {
            try {
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public byte[] sign(byte[] text) {
            try {
                var signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(text);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
