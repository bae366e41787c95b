package dev.mooring.query.proofs;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.language.Refusal;
import dev.mooring.proofs.Checkpoint;
import dev.mooring.proofs.Frontier;
import dev.mooring.proofs.MerkleTree;
import dev.mooring.proofs.TreeHash;
import dev.mooring.proofs.VerifierKey;
import dev.mooring.proofs.export.ExportVerifier;
import dev.mooring.proofs.export.Verdict;
import dev.mooring.query.proofs.Verification.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is proved about a log, on every engine. */
abstract class ProofsContract {

    private static final int COMMITS = 500;

    private History history;

    @BeforeEach
    void begin(MongoFixture mongo) {
        history = new History(mongo);
    }

    @AfterEach
    void end() throws Exception {
        history.close();
    }

    /** However the log is read, and however often a node dies between two writes. */
    @Test
    void theTreesFollowFromTheLogAlone() {
        history.write(COMMITS);
        var commits = commits();
        var random = new Random(3);
        var store = history.store;
        for (int from = 0; from < commits.size(); ) {
            int to = Math.min(commits.size(), from + 1 + random.nextInt(90));
            var position = from == 0 ? 0 : commits.get(from - 1).last();
            var growth = new Trees(store, from, position).append(commits.subList(from, to));
            // A node may die with only some of it written, or none.
            var some = growth.tiles().subList(0, random.nextInt(growth.tiles().size() + 1));
            store.save(some, Map.of());
            if (random.nextBoolean()) {
                store.save(growth.tiles(), growth.extents());
                from = random.nextBoolean() ? to : from + (to - from) / 2;
            }
        }

        assertTreesAreThoseOf(commits);
        for (var workspace : History.WORKSPACES) {
            assertThat(store.sizeAt(workspace, Long.MAX_VALUE))
                    .isEqualTo(store.extent(workspace).size());
        }
    }

    @Test
    void aNodeThatWritesLateChangesNothing() {
        history.write(COMMITS);
        var commits = commits();
        var late = new Trees(history.store, 0, 0).append(commits.subList(0, 100));
        var all = new Trees(history.store, 0, 0).append(commits);
        history.store.save(all.tiles(), all.extents());

        history.store.save(late.tiles(), late.extents());

        assertTreesAreThoseOf(commits);
    }

    @Test
    void ofNodesThatKeepTheTreesOneTakesOverFromTheOther() throws Exception {
        var first = history.keep("one");
        var second = history.keep("two");
        history.write(COMMITS / 2);
        history.settle();
        (history.progress.find().orElseThrow().node().equals("one") ? first : second).close();
        history.write(COMMITS / 2);
        history.settle();

        assertTreesAreThoseOf(commits());
    }

    @Test
    void everyEventIsProvedToItsWorkspaceAndToNobodyElse() throws Exception {
        history.keep("one");
        history.write(60);
        history.settle();
        for (var commit : commits()) {
            var workspace = commit.content().workspace();
            for (int i = 0; i < commit.content().events().size(); i++) {
                long position = commit.first() + i;
                var entry = commit.content().events().get(i).json();
                var proof = history.proofs.inclusion(workspace, position);

                assertThat(proof.proves(entry, key(workspace))).isTrue();
                assertThat(proof.proves(new byte[1], key(workspace))).isFalse();
                for (var other : History.WORKSPACES) {
                    if (!other.equals(workspace)) {
                        assertThat(proof.proves(entry, key(other))).isFalse();
                        assertThatThrownBy(() -> history.proofs.inclusion(other, position))
                                .isInstanceOf(Refusal.class);
                    }
                }
            }
        }
        assertThatThrownBy(() -> history.proofs.inclusion("wsp_a", 1_000_000))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void everyCheckpointIsProvedToGoOnFromEveryOneBefore() throws Exception {
        history.keep("one");
        var given = new ArrayList<Checkpoint>();
        for (int i = 0; i < 8; i++) {
            given.add(history.proofs.checkpoint("wsp_a").checkpoint());
            history.write("wsp_a", 3);
            history.write(10);
            history.settle();
        }
        for (var seen : given) {
            assertThat(
                            history.proofs
                                    .consistency("wsp_a", seen.size(), -1)
                                    .proves(seen, key("wsp_a")))
                    .isTrue();
            var later = given.getLast().size();
            assertThat(
                            history.proofs
                                    .consistency("wsp_a", seen.size(), later)
                                    .proves(seen, key("wsp_a")))
                    .isTrue();
        }
        assertThatThrownBy(() -> history.proofs.consistency("wsp_a", 0, 7_777))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void theInstallationsTreeHoldsEachWorkspacesCheckpointAfterEachCommit() throws Exception {
        history.keep("one");
        history.write(40);
        history.settle();
        var trees = new HashMap<String, Frontier>();
        var all = new Frontier();
        for (var commit : commits()) {
            var workspace = commit.content().workspace();
            var tree = trees.computeIfAbsent(workspace, _ -> new Frontier());
            commit.content().events().forEach(event -> tree.append(TreeHash.ofLeaf(event.json())));
            var text = workspace + "\n" + tree.size() + "\n" + tree.root() + "\n";
            all.append(TreeHash.ofLeaf(text.getBytes(StandardCharsets.US_ASCII)));
        }

        var signed = history.proofs.checkpoint(TreeStore.INSTALLATION).checkpoint();
        assertThat(signed.size()).isEqualTo(40);
        assertThat(signed.root()).isEqualTo(all.root());
    }

    @Test
    void aTreeThatIsNotWhatWasSignedIsNeverSignedAgain() throws Exception {
        history.keep("one");
        history.write("wsp_a", 3);
        history.settle();
        var before = history.proofs.checkpoint("wsp_a");
        history.database
                .getCollection("proof_tiles")
                .updateOne(eq("_id", "wsp_a/0/0"), Updates.set("h", new Binary(new byte[96])));

        assertThatThrownBy(() -> history.proofs.checkpoint("wsp_a"))
                .isInstanceOf(DivergedException.class);

        history.database.getCollection("proof_tiles").drop();
        history.database.getCollection("proof_trees").deleteOne(eq("_id", "wsp_a"));
        assertThat(history.proofs.checkpoint("wsp_a").checkpoint())
                .as("never a smaller one")
                .isEqualTo(before.checkpoint());
    }

    @Test
    void treesThatAreMadeAgainAreTheSame() throws Exception {
        var keeper = history.keep("one");
        history.write(200);
        history.settle();
        var before = history.proofs.checkpoint("wsp_b").checkpoint();
        keeper.close();
        history.database.getCollection("proof_tiles").drop();
        history.database.getCollection("proof_trees").drop();

        history.keep("two");
        history.settle();

        assertThat(history.proofs.checkpoint("wsp_b").checkpoint()).isEqualTo(before);
        assertTreesAreThoseOf(commits());
    }

    @Test
    void anExportIsWholeAndHoldsTheBytesThatAreStored() throws Exception {
        history.keep("one");
        history.write(COMMITS);
        history.settle();
        var stored =
                commits().stream()
                        .filter(commit -> commit.content().workspace().equals("wsp_a"))
                        .flatMap(commit -> commit.content().events().stream())
                        .map(event -> new String(event.json(), StandardCharsets.UTF_8))
                        .toList();

        var export = export("wsp_a", 0, Long.MAX_VALUE);

        assertThat(verdict(export)).isInstanceOf(Verdict.Whole.class);
        var lines = new String(export, StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.subList(1, lines.size() - 1))
                .extracting(
                        line -> line.substring(line.indexOf("\"event\":") + 8, line.length() - 1))
                .isEqualTo(stored);
        assertThat(new String(export, StandardCharsets.UTF_8)).doesNotContain("wsp_b", "wsp_c");
    }

    @Test
    void aPartOfAnExportIsWholeToo() throws Exception {
        history.keep("one");
        history.write(COMMITS);
        history.settle();
        for (long[] part : new long[][] {{1, 1}, {100, 400}, {400, 2_000}, {5_000, 6_000}}) {
            assertThat(verdict(export("wsp_c", part[0], part[1])))
                    .isInstanceOf(Verdict.Whole.class);
        }
    }

    @Test
    void aVerificationOfAWholeHistorySaysSoWithEveryEventCounted() throws Exception {
        history.keep("one");
        history.verify("one");
        history.write(COMMITS);
        history.settle();
        history.proofs.checkpoint("wsp_a");
        history.write(COMMITS / 10);
        history.settle();

        var own = ended(start("wsp_a", 0));
        assertThat(own.state()).isEqualTo(State.WHOLE);
        assertThat(own.done()).isEqualTo(history.store.extent("wsp_a").size());

        var all = ended(startAll());
        assertThat(all.state()).isEqualTo(State.WHOLE);
        assertThat(all.done()).isEqualTo(history.log.head().position());
    }

    @Test
    void aVerificationFindsAnAlteredEventAtItsPosition() throws Exception {
        history.keep("one");
        history.write(COMMITS);
        history.settle();
        var altered =
                commits().stream()
                        .filter(commit -> commit.content().workspace().equals("wsp_a"))
                        .skip(70)
                        .findFirst()
                        .orElseThrow();
        var event = altered.content().events().getFirst().json();
        event[event.length - 5] ^= 1;
        history.database
                .getCollection("log")
                .updateOne(eq("_id", altered.number()), Updates.set("e.0", new Binary(event)));
        history.verify("one");

        var own = ended(start("wsp_a", 0));
        assertThat(own.state()).isEqualTo(State.BROKEN);
        assertThat(own.brokenAt()).isEqualTo(altered.first());

        var all = ended(startAll());
        assertThat(all.state()).isEqualTo(State.BROKEN);
        assertThat(all.brokenAt()).isEqualTo(altered.first());

        var others = ended(start("wsp_b", 0));
        assertThat(others.state()).as("an auditor learns of his own").isEqualTo(State.WHOLE);
    }

    @Test
    void aVerificationFindsALogThatWasWrittenAnewFromSomewhereOn(MongoFixture mongo)
            throws Exception {
        var keeper = history.keep("one");
        history.write(60);
        history.settle();
        history.proofs.checkpoint("wsp_a");
        keeper.close();
        // Whoever has the database makes chain and trees fit again. What was signed he cannot.
        history.database.getCollection("log").deleteMany(gt("_id", 30L));
        history.database.getCollection("proof_trees").drop();
        history.database.getCollection("proof_tiles").drop();
        try (var forged = new History(mongo, history.database.getName())) {
            forged.write(90);
            forged.keep("two");
            forged.settle();
            forged.verify("two");

            assertThatThrownBy(() -> forged.proofs.checkpoint("wsp_a"))
                    .isInstanceOf(DivergedException.class);
            var found = ended(start("wsp_a", 0));
            assertThat(found.state()).isEqualTo(State.BROKEN);
            assertThat(found.reason()).contains("when it was signed");
        }
    }

    @Test
    void anotherNodeGoesOnWhereOneDied() throws Exception {
        history.keep("one");
        history.write(COMMITS);
        history.settle();
        var begun = startAll();
        var half = commits().get(COMMITS / 2 - 1);
        var dead =
                begun.takenBy("dead")
                        .at(
                                new Check.Place(half.last(), half.last(), half.number()),
                                Duration.ofSeconds(1));
        assertThat(history.verifications.replace(begun, begun.takenBy("dead"))).isTrue();
        assertThat(history.verifications.replace(begun.takenBy("dead"), dead)).isTrue();

        history.verify("alive");

        assertThat(ended(dead).state()).isEqualTo(State.WHOLE);
    }

    @Test
    void oneVerificationOfATreeRunsAtATime() throws Exception {
        history.keep("one");
        history.write(10);
        history.settle();

        var first = start("wsp_a", 0);
        assertThat(start("wsp_a", 0).id()).isEqualTo(first.id());
        assertThat(start("wsp_b", 0).id()).isNotEqualTo(first.id());
        assertThat(history.verifications.find("wsp_b", first.id())).isEmpty();

        history.verify("one");
        ended(first);
        assertThat(start("wsp_a", 0).id()).isNotEqualTo(first.id());
    }

    private Verification start(String tree, long lastCommit) {
        var total =
                lastCommit == 0 ? history.store.extent(tree).size() : history.log.head().position();
        var id = "ver_" + new Random().nextInt(1 << 30);
        return history.verifications.start(
                Verification.begun(id, tree, Instant.now(), total, lastCommit));
    }

    private Verification startAll() {
        return start(TreeStore.INSTALLATION, history.log.stored().end());
    }

    private Verification ended(Verification started) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < deadline) {
            var found = history.verifications.find(started.tree(), started.id()).orElseThrow();
            if (found.state() != State.RUNNING) {
                return found;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("it does not end");
    }

    private byte[] export(String workspace, long from, long to) {
        var signed = history.proofs.checkpoint(workspace);
        long begin = history.store.sizeAt(workspace, from - 1);
        long end = Math.min(history.store.sizeAt(workspace, to), signed.size());
        var bytes = new ByteArrayOutputStream();
        new Export(
                        history.log.stored(),
                        history.store,
                        workspace,
                        history.signers.verifierKeys(workspace),
                        signed,
                        begin,
                        end)
                .forEachRemaining(lines -> lines.forEach(line -> bytes.writeBytes(line.bytes())));
        return bytes.toByteArray();
    }

    private Verdict verdict(byte[] export) throws Exception {
        return ExportVerifier.verify(new ByteArrayInputStream(export), List.of(), null);
    }

    private VerifierKey key(String workspace) {
        return VerifierKey.parse(history.signers.verifierKeys(workspace).getFirst());
    }

    private List<CommitDocument> commits() {
        var commits = new ArrayList<CommitDocument>();
        try (var cursor = history.log.stored().after(0)) {
            for (var next = cursor.next(); !next.isEmpty(); next = cursor.next()) {
                commits.addAll(next);
            }
        }
        return commits;
    }

    private void assertTreesAreThoseOf(List<CommitDocument> commits) {
        var leaves = new HashMap<String, Frontier>();
        for (var commit : commits) {
            var tree = leaves.computeIfAbsent(commit.content().workspace(), _ -> new Frontier());
            commit.content()
                    .events()
                    .forEach(event -> tree.append(TreeHash.of(event.leaf().bytes())));
        }
        leaves.forEach((workspace, tree) -> {
            assertThat(history.store.extent(workspace).size()).isEqualTo(tree.size());
            assertThat(MerkleTree.root(tree.size(), history.store.subtrees(workspace)))
                    .isEqualTo(tree.root());
        });
    }
}
