package dev.mooring.proofs.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.proofs.Checkpoint;
import dev.mooring.proofs.Frontier;
import dev.mooring.proofs.KeptTree;
import dev.mooring.proofs.MerkleTree;
import dev.mooring.proofs.SignedNote;
import dev.mooring.proofs.TestKey;
import dev.mooring.proofs.TreeHash;
import dev.mooring.proofs.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever alters an export is found out, and where. */
class ExportVerifierTest {

    private static final String ORIGIN = "mooring-4f/wsp_1";
    private static final int SIZE = 600;

    private final TestKey signer = new TestKey(ORIGIN);
    private final KeptTree tree = history("", SIZE);

    @Test
    void aWholeHistoryIsWhole() {
        var verdict = verify(export(0, SIZE, SIZE), signer.key(), null);

        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Whole(
                                "wsp_1",
                                0,
                                SIZE,
                                position(0),
                                position(SIZE - 1),
                                checkpoint(tree, SIZE),
                                signer.key()));
    }

    @Test
    void aPartIsWholeByACheckpointOfMore() {
        for (int from : new int[] {0, 1, 255, 256, 300}) {
            for (int to : new int[] {from, from + 1, from + 256, SIZE}) {
                assertThat(verify(export(from, to, SIZE), signer.key(), null))
                        .isInstanceOf(Verdict.Whole.class);
            }
        }
    }

    @Test
    void anExportOfNothingIsWhole() {
        assertThat(verify(export(0, 0, 0), signer.key(), null)).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void whatWasBrokenOffIsWholeOnceTheRestIsAppended() {
        var broken = export(0, 300, SIZE);
        broken.removeLast();
        assertThat(verify(broken, signer.key(), null))
                .isInstanceOfSatisfying(
                        Verdict.Broken.class,
                        it -> assertThat(it.reason()).contains("cut off", "" + position(299)));

        broken.addAll(export(300, SIZE, SIZE));
        assertThat(verify(broken, signer.key(), null)).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void eachMonthsExportMayBeAppendedToTheLast() {
        var months = export(0, 200, 200);
        months.addAll(export(200, 500, 500));
        months.addAll(export(500, SIZE, SIZE));

        assertThat(verify(months, signer.key(), checkpoint(tree, 300)))
                .isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void aFlippedBitIsFoundAtItsPosition() {
        var random = new Random(7);
        for (int i = 0; i < 50; i++) {
            var lines = export(0, SIZE, SIZE);
            int index = random.nextInt(SIZE);
            var line = lines.get(1 + index);
            int envelope = new String(line, UTF_8).indexOf("\"event\":") + 8;
            int at = envelope + random.nextInt(line.length - 2 - envelope);
            line[at] ^= (byte) (1 << random.nextInt(5));

            if (line[at] == '\n') {
                continue;
            }
            isBrokenAt(position(index), verify(lines, signer.key(), null));
        }
    }

    @Test
    void aDroppedEventIsFoundAtTheOneAfterIt() {
        var lines = export(0, SIZE, SIZE);
        lines.remove(1 + 17);

        isBrokenAt(position(18), verify(lines, signer.key(), null));
    }

    @Test
    void anEventThatIsDroppedAndItsFollowersRenumberedIsFoundByTheRoot() {
        var other = new KeptTree();
        tree.entries().stream().filter(it -> it != tree.entries().get(17)).forEach(other::append);
        var lines = lines(other, 0, SIZE - 1);
        lines.add(end(tree, SIZE - 1, SIZE, SIZE));

        isBroken(verify(lines, signer.key(), null), "do not lead to the root");
    }

    @Test
    void aDroppedLastEventIsFound() {
        var lines = export(0, SIZE, SIZE);
        lines.remove(SIZE);

        isBroken(verify(lines, signer.key(), null), "after position " + position(SIZE - 2));
    }

    @Test
    void swappedEventsAreFoundAtTheFirst() {
        var lines = export(0, SIZE, SIZE);
        var earlier = lines.get(1 + 17);
        lines.set(1 + 17, lines.get(1 + 18));
        lines.set(1 + 18, earlier);

        isBrokenAt(position(18), verify(lines, signer.key(), null));
    }

    @Test
    void anAppendedEventIsFound() {
        var more = history("", SIZE + 1);
        var lines = lines(more, 0, SIZE + 1);
        lines.add(end(tree, SIZE, SIZE, SIZE));
        isBroken(verify(lines, signer.key(), null), "added after position");

        lines = export(0, SIZE, SIZE);
        lines.add(lines(more, 0, SIZE + 1).getLast());
        isBrokenAt(position(SIZE), verify(lines, signer.key(), null));
    }

    @Test
    void aTruncatedFileIsFoundWithTheLastPositionThatItHas() {
        var lines = export(0, SIZE, SIZE);
        isBroken(verify(lines.subList(0, 100), signer.key(), null), "" + position(98));

        var cut = new ArrayList<>(lines.subList(0, 100));
        cut.add(new String(lines.get(100), UTF_8).substring(0, 90).getBytes(UTF_8));
        isBroken(verify(cut, signer.key(), null), "" + position(98));
    }

    @Test
    void anEventThatIsRewrittenWithItsHashIsFoundByTheRoot() {
        var lines = lines(history("rewritten", SIZE), 0, SIZE);
        lines.add(end(tree, SIZE, SIZE, SIZE));

        isBroken(verify(lines, signer.key(), null), "up to position " + position(SIZE - 1));
    }

    @Test
    void whatIsSignedByAnotherKeyIsNotBelieved() {
        var other = new TestKey(ORIGIN);

        isBroken(verify(export(0, SIZE, SIZE), other.key(), null), "not signed with");
    }

    @Test
    void anotherWorkspacesCheckpointDoesNotPass() {
        var elsewhere = new TestKey("mooring-4f/wsp_2");
        var lines = lines(tree, 0, SIZE);
        var text = new Checkpoint(ORIGIN, SIZE, tree.root(SIZE)).text();
        var note = SignedNote.sign(text, List.of(elsewhere)).toString();
        lines.add(ExportLine.End.of(SIZE, List.of(), note).bytes());

        isBroken(verify(lines, elsewhere.key(), null), "another tree");
    }

    @Test
    void anOlderDatabaseThatIsPlayedBackIsFoundByTheCheckpointThatTheAuditorHolds() {
        var held = checkpoint(tree, SIZE);

        isBroken(verify(export(0, 500, 500), signer.key(), held), "older state");
    }

    @Test
    void aHistoryThatForkedAfterTheCheckpointThatTheAuditorHoldsIsFoundAtItsPosition() {
        var held = checkpoint(tree, 400);
        var forked = history("forked", SIZE + 5);
        var lines = lines(forked, 0, SIZE + 5);
        lines.add(end(forked, SIZE + 5, SIZE + 5, SIZE + 5));

        isBrokenAt(position(399), verify(lines, signer.key(), held));

        var same = lines(history("forked", 400), 0, 400);
        same.add(end(history("forked", 400), 400, 400, 400));
        assertThat(verify(same, signer.key(), held)).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void aPartThatDoesNotReachTheCheckpointThatTheAuditorHoldsSaysSo() {
        isBroken(
                verify(export(300, SIZE, SIZE), signer.key(), checkpoint(tree, 200)),
                "does not reach the checkpoint");
        assertThat(verify(export(300, SIZE, SIZE), signer.key(), checkpoint(tree, 300)))
                .isInstanceOf(Verdict.Whole.class);
        assertThat(verify(export(300, 400, SIZE), signer.key(), checkpoint(tree, SIZE)))
                .isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void withoutAKeyTheExportsOwnIsTakenAndNamed() {
        assertThat(verify(export(0, SIZE, SIZE), null, null))
                .isInstanceOfSatisfying(
                        Verdict.Whole.class,
                        it -> assertThat(it.signedBy()).isEqualTo(signer.key()));
    }

    @Test
    void whatIsNoExportIsNone() {
        isBroken(verify(List.of(), null, null), "no export");
        isBroken(verify(List.of("{}\n".getBytes(UTF_8)), null, null), "not a line");
        isBroken(verify(List.of(new byte[] {'x'}), null, null), "cut off");
    }

    private KeptTree history(String differently, int size) {
        var history = new KeptTree();
        for (int i = 0; i < size; i++) {
            var said = i < 200 ? "" : differently;
            history.append(
                    "{\"id\":\"e-%d\",\"payload\":{\"text\":\"%s\"}}"
                            .formatted(i, said)
                            .getBytes(UTF_8));
        }
        return history;
    }

    private List<byte[]> export(int from, int to, int size) {
        var lines = lines(tree, from, to);
        lines.add(end(tree, to, to, size));
        return lines;
    }

    private List<byte[]> lines(KeptTree of, int from, int to) {
        var lines = new ArrayList<byte[]>();
        lines.add(
                ExportLine.Begin.of(
                                "wsp_1",
                                List.of(signer.key().toString()),
                                from,
                                Frontier.of(from, of.subtrees()).subtrees())
                        .bytes());
        for (int i = from; i < to; i++) {
            var entry = of.entries().get(i);
            lines.add(new ExportLine.Event(i, position(i), TreeHash.ofLeaf(entry), entry).bytes());
        }
        return lines;
    }

    private byte[] end(KeptTree of, int end, int from, int size) {
        var note = SignedNote.sign(checkpoint(of, size).text(), List.of(signer)).toString();
        return ExportLine.End.of(end, MerkleTree.consistency(from, size, of.subtrees()), note)
                .bytes();
    }

    private static Checkpoint checkpoint(KeptTree of, int size) {
        return new Checkpoint(ORIGIN, size, of.root(size));
    }

    /** Others' events stand between. */
    private static long position(int index) {
        return 3L * index + 2;
    }

    private static Verdict verify(
            List<byte[]> lines, @Nullable VerifierKey key, @Nullable Checkpoint held) {
        var file = new ByteArrayOutputStream();
        lines.forEach(file::writeBytes);
        try {
            return ExportVerifier.verify(
                    new ByteArrayInputStream(file.toByteArray()),
                    key == null ? List.of() : List.of(key),
                    held);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void isBrokenAt(long position, Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Broken.class,
                        it -> assertThat(it.position()).as(it.reason()).isEqualTo(position));
    }

    private static void isBroken(Verdict verdict, String why) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Broken.class, it -> assertThat(it.reason()).contains(why));
    }
}
