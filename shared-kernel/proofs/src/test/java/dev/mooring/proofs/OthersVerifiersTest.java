package dev.mooring.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import dev.sigstore.rekor.client.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor is given satisfies verifiers that others wrote. */
class OthersVerifiersTest {

    private static final int SIZE = 70_000;
    private static final List<Integer> SHOWN = List.of(0, 1, 255, 256, 65_535, 65_536, SIZE - 1);
    private static final KeptTree TREE = KeptTree.of(SIZE);

    private final TestKey signer = new TestKey("mooring-4f/wsp_1");

    @TempDir private Path folder;

    @Test
    void sigstoresOwnVerifierFollowsTheProofsAndReadsTheCheckpoint() throws Exception {
        var root = TREE.root(SIZE).bytes();
        for (int index : SHOWN) {
            var leaf = TreeHash.ofLeaf(TREE.entries().get(index)).bytes();
            var proof =
                    MerkleTree.inclusion(index, SIZE, TREE.subtrees()).stream()
                            .map(TreeHash::bytes)
                            .toList();

            assertThatCode(() -> InclusionProofVerifier.verify(leaf, index, SIZE, proof, root))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() ->
                            InclusionProofVerifier.verify(
                                    leaf, index == 0 ? 1 : index - 1, SIZE, proof, root))
                    .isInstanceOf(InclusionProofVerificationException.class);
        }

        var read = Checkpoints.from(note(SIZE).toString());
        assertThat(read.getOrigin()).isEqualTo("mooring-4f/wsp_1");
        assertThat(read.getSize()).isEqualTo(SIZE);
        assertThat(read.getBase64Hash()).isEqualTo(TREE.root(SIZE).toString());
        assertThat(read.getSignatures()).hasSize(1);
        assertThat(read.getSignedData()).isEqualTo(note(SIZE).text());
    }

    @Test
    void theClientOfGosChecksumDatabaseVerifiesKeyCheckpointProofsAndTiles() throws Exception {
        everythingIn(folder);

        assertThat(verifiedByGo(folder)).isEqualTo("whole");
    }

    @Test
    void theClientOfGosChecksumDatabaseRefusesAnAlteredEntry() throws Exception {
        everythingIn(folder);
        Files.writeString(folder.resolve("256"), "another entry");

        assertThat(verifiedByGo(folder)).contains("256.tlog-proof", "invalid");
    }

    private void everythingIn(Path to) throws IOException {
        Files.writeString(to.resolve("key"), signer.key().toString());
        Files.writeString(to.resolve("checkpoint"), note(SIZE).toString());
        for (int index : SHOWN) {
            Files.write(to.resolve("" + index), TREE.entries().get(index));
            Files.writeString(
                    to.resolve(index + ".tlog-proof"),
                    new TlogProof(
                                    index,
                                    MerkleTree.inclusion(index, SIZE, TREE.subtrees()),
                                    note(SIZE))
                            .toString());
        }
        for (int from : List.of(1, 255, 256, 300, 65_536, SIZE)) {
            Files.writeString(to.resolve("seen-" + from), note(from).toString());
            Files.writeString(
                    to.resolve("seen-" + from + ".consistency"),
                    new ConsistencyProof(
                                    from,
                                    MerkleTree.consistency(from, SIZE, TREE.subtrees()),
                                    note(SIZE))
                            .toString());
        }
        for (var id : TREE.tiles().keySet()) {
            int width = id.width(SIZE);
            var path = "tile/" + id.path() + (width < TileId.WIDTH ? ".p/" + width : "");
            Files.createDirectories(to.resolve(path).getParent());
            Files.write(to.resolve(path), TREE.tile(id));
        }
        Files.writeString(
                to.resolve("leaves"),
                TREE.entries().stream()
                        .limit(600)
                        .map(entry -> TreeHash.ofLeaf(entry).toString())
                        .collect(Collectors.joining("\n")));
    }

    private SignedNote note(int size) {
        var checkpoint = new Checkpoint("mooring-4f/wsp_1", size, TREE.root(size));
        return SignedNote.sign(checkpoint.text(), List.of(signer));
    }

    private static String verifiedByGo(Path folder) throws Exception {
        var process =
                new ProcessBuilder(go(), "run", ".", folder.toString())
                        .directory(Path.of("src/test/go").toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return said.strip();
    }

    /** The Go that MOORING_GO names, or the one on the path. */
    private static String go() {
        var named = Optional.ofNullable(System.getenv("MOORING_GO"));
        var go = named.orElse("go");
        try {
            var process = new ProcessBuilder(go, "version").redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            if (process.waitFor() == 0) {
                return go;
            }
        } catch (IOException | InterruptedException e) {
            // Said below.
        }
        var missing = "no Go at %s: deploy/tools/fetch-go installs one".formatted(go);
        if (System.getenv("MOORING_REQUIRE_GO") != null) {
            throw new AssertionError(missing);
        }
        return abort(missing);
    }
}
