package dev.mooring.eventlog.forward;

import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.format.Payloads;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.sample.MemoryKeys;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

    private final CommitCodec codec =
            new CommitCodec(new Payloads(ThingEvent.TYPES, MemoryKeys.fresh(), stored -> stored));
    private final SealedCommit one = codec.seal(used("a", 0, 3));
    private final SealedCommit other = codec.seal(used("b", 7, 1));

    @Test
    void aRequestArrivesAsItWasSent() {
        var request = new Request("node", 42, List.of(one, other));

        assertThat(Request.parse(request.toBytes())).isEqualTo(request);
    }

    @Test
    void everyEndArrivesAsItWasSent() {
        var written = CommitDocument.inSlot(one, 5, 9, Samples.AT, Hash.NONE);
        var earlier =
                CommitDocument.inSlot(codec.seal(used("a", 0, 3)), 4, 6, Samples.AT, Hash.NONE);
        var reply =
                new Reply.Ends(
                        List.of(
                                new End.Written(written, false),
                                new End.Written(earlier, true),
                                new End.Conflict("b", 7),
                                new End.Unwritten(),
                                new End.Unresolved(),
                                new End.Declined()));

        assertThat(Reply.parse(reply.toBytes(), List.of(one, one, other, one, one, one)))
                .isEqualTo(reply);
        assertThat(Reply.parse(new Reply.Refused().toBytes(), List.of(one)))
                .isEqualTo(new Reply.Refused());
    }

    @Test
    void whatIsCutShortTooLongOrOfAnotherVersionIsNoRequest() {
        var bytes = new Request("node", 42, List.of(one)).toBytes();

        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Request.parse(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Request.parse(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        bytes[3]++;
        assertThatThrownBy(() -> Request.parse(bytes)).hasMessageContaining("version");
    }

    @Test
    void aReplyToOtherCommitsIsNone() {
        var reply = new Reply.Ends(List.of(new End.Unwritten()));

        assertThatThrownBy(() -> Reply.parse(reply.toBytes(), List.of(one, other)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
