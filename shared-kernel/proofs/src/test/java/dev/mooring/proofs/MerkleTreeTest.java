package dev.mooring.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {

    private static final int SIZES = 70;

    /** Of the reference implementation of Certificate Transparency. */
    private static final List<String> KNOWN_ENTRIES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void theRootsAreThoseOfTheReferenceImplementation(int size, String root) {
        var tree = new KeptTree();
        KNOWN_ENTRIES
                .subList(0, size)
                .forEach(entry -> tree.append(HexFormat.of().parseHex(entry)));

        assertThat(HexFormat.of().formatHex(tree.root(size).bytes())).isEqualTo(root);
        assertThat(HexFormat.of().formatHex(tree.frontier().root().bytes())).isEqualTo(root);
    }

    @Test
    void everyRootIsWhatTheDefinitionSays() {
        var tree = KeptTree.of(SIZES);

        for (int size = 0; size <= SIZES; size++) {
            assertThat(tree.root(size)).isEqualTo(asDefined(tree.entries().subList(0, size)));
        }
    }

    @Test
    void everyLeafIsProvedInEveryTreeThatHoldsIt() {
        var tree = KeptTree.of(SIZES);

        for (int size = 1; size <= SIZES; size++) {
            for (int index = 0; index < size; index++) {
                var leaf = TreeHash.ofLeaf(tree.entries().get(index));
                var proof = MerkleTree.inclusion(index, size, tree.subtrees());
                var root = tree.root(size);

                assertThat(MerkleTree.isIncluded(leaf, index, proof, size, root)).isTrue();
                assertThat(MerkleTree.isIncluded(leaf, index + 1, proof, size, root)).isFalse();
                assertThat(MerkleTree.isIncluded(TreeHash.OF_NOTHING, index, proof, size, root))
                        .isFalse();
                assertThat(MerkleTree.isIncluded(leaf, index, longer(proof), size, root)).isFalse();
                if (size > 1) {
                    assertThat(MerkleTree.isIncluded(leaf, index, shorter(proof), size, root))
                            .isFalse();
                }
            }
        }
        assertThatThrownBy(() -> MerkleTree.inclusion(3, 3, tree.subtrees()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyTreeIsProvedToGoOnFromEveryTreeBeforeIt() {
        var tree = KeptTree.of(SIZES);
        var other = TreeHash.ofLeaf(new byte[] {1});

        for (int to = 0; to <= SIZES; to++) {
            for (int from = 0; from <= to; from++) {
                var proof = MerkleTree.consistency(from, to, tree.subtrees());
                var before = tree.root(from);
                var after = tree.root(to);

                assertThat(MerkleTree.isConsistent(from, before, to, after, proof)).isTrue();
                assertThat(MerkleTree.isConsistent(from, other, to, after, proof)).isFalse();
                assertThat(MerkleTree.isConsistent(from, before, to, after, longer(proof)))
                        .isFalse();
                if (from > 0) {
                    assertThat(MerkleTree.isConsistent(from, before, to, other, proof)).isFalse();
                }
                if (!proof.isEmpty()) {
                    assertThat(MerkleTree.isConsistent(from, before, to, after, shorter(proof)))
                            .isFalse();
                    assertThat(MerkleTree.isConsistent(to, after, from, before, proof)).isFalse();
                }
            }
        }
    }

    @Test
    void anEdgeThatIsTakenUpAgainGoesOnAsIfItHadNeverBeenLeft() {
        var tree = KeptTree.of(600);

        for (int size : new int[] {0, 1, 255, 256, 257, 511, 512, 599}) {
            var stored = Frontier.of(size, tree.subtrees());
            var again = Frontier.of(size, stored.subtrees());
            tree.entries()
                    .subList(size, 600)
                    .forEach(entry -> again.append(TreeHash.ofLeaf(entry)));

            assertThat(stored.root()).isEqualTo(tree.root(size));
            assertThat(again.root()).isEqualTo(tree.root(600));
            assertThat(again.size()).isEqualTo(600);
        }
        assertThatThrownBy(() -> Frontier.of(3, List.of(TreeHash.OF_NOTHING)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tilesLieWhereTlogTilesHasThem() {
        assertThat(new TileId(0, 0).path()).isEqualTo("0/000");
        assertThat(new TileId(1, 999).path()).isEqualTo("1/999");
        assertThat(new TileId(0, 1_000).path()).isEqualTo("0/x001/000");
        assertThat(new TileId(2, 1_234_067).path()).isEqualTo("2/x001/x234/067");
        assertThat(TileId.holding(9, 128)).isEqualTo(new TileId(1, 1));
        assertThat(new TileId(0, 1).width(300)).isEqualTo(44);
        assertThat(new TileId(1, 0).width(300)).isEqualTo(1);
        assertThat(new TileId(0, 0).width(300)).isEqualTo(256);
        assertThat(new TileId(0, 2).width(300)).isZero();
        assertThat(new TileId(9, 0).width(300)).isZero();
    }

    /** RFC 9162 §2.1.1, word for word. */
    private static TreeHash asDefined(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return TreeHash.OF_NOTHING;
        }
        if (entries.size() == 1) {
            return TreeHash.ofLeaf(entries.getFirst());
        }
        int k = 1;
        while (2 * k < entries.size()) {
            k *= 2;
        }
        return TreeHash.ofNode(
                asDefined(entries.subList(0, k)), asDefined(entries.subList(k, entries.size())));
    }

    private static List<TreeHash> longer(List<TreeHash> proof) {
        var longer = new ArrayList<>(proof);
        longer.add(TreeHash.OF_NOTHING);
        return longer;
    }

    private static List<TreeHash> shorter(List<TreeHash> proof) {
        return proof.subList(0, proof.size() - 1);
    }
}
