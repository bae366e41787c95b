package dev.mooring.eventlog.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.sample.MemoryKeys;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBinaryReader;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitDocumentCodecTest {

    private final CommitDocument commit =
            CommitDocument.inSlot(
                    new CommitCodec(
                                    new Payloads(
                                            ThingEvent.TYPES, MemoryKeys.fresh(), stored -> stored))
                            .seal(Samples.used("t1", 0, 3)),
                    7,
                    20,
                    Samples.AT,
                    Hash.NONE);

    @Test
    void theDriversBytesAreThoseOfTheDocumentAndReadAsTheCommit() {
        var driven = new RawBsonDocument(commit, CommitDocumentCodec.INSTANCE);
        var document = new RawBsonDocument(commit.toBson(), new BsonDocumentCodec());

        assertThat(driven.getByteBuffer().asNIO()).isEqualTo(document.getByteBuffer().asNIO());
        assertThat(driven.decode(CommitDocumentCodec.INSTANCE)).isEqualTo(commit);
    }

    @Test
    void fieldsInAnotherOrderAndOnesOfANewerVersionAreNoHindrance() {
        var turned = new BsonDocument("added", new BsonArray(List.of(BsonBoolean.TRUE)));
        commit.toBson().entrySet().stream()
                .sorted((one, other) -> other.getKey().compareTo(one.getKey()))
                .forEach(field -> turned.append(field.getKey(), field.getValue()));

        assertThat(CommitDocument.fromBson(turned)).isEqualTo(commit);
        assertThat(CommitDocument.fromBson(raw(turned))).isEqualTo(commit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_id", "w", "first", "n", "c", "k", "at", "prev", "hash", "e"})
    void aDocumentThatLacksAFieldIsNoCommit(String field) {
        var lacking = commit.toBson();
        lacking.remove(field);

        assertCorrupt(lacking);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_id", "v", "w", "first", "n", "c", "k", "at", "prev", "hash", "e"})
    void aFieldOfAnotherKindIsNoCommits(String field) {
        assertCorrupt(commit.toBson().append(field, BsonBoolean.TRUE));
    }

    @Test
    void whatDoesNotAddUpIsNoCommit() {
        assertCorrupt(commit.toBson().append("n", new BsonInt32(2)));
        assertCorrupt(commit.toBson().append("k", new BsonArray()));
        assertCorrupt(commit.toBson().append("prev", new BsonBinary(new byte[31])));
    }

    @Test
    void anotherVersionIsToldFromDamage() {
        assertThatThrownBy(() ->
                        CommitDocument.fromBson(commit.toBson().append("v", new BsonInt32(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void damageIsNamedByItsCommit() {
        assertThatThrownBy(() ->
                        CommitDocument.fromBson(commit.toBson().append("e", new BsonInt64(0))))
                .isInstanceOf(LogCorruptException.class)
                .hasMessageContaining("commit 7");
    }

    @Test
    void readStraightOrFieldByFieldItIsTheSameWhateverByteIsAnother() {
        var written = raw(commit.toBson()).getByteBuffer().asNIO();
        int straight = 0;
        for (int i = 0; i < written.remaining(); i++) {
            for (int change : new int[] {0, 0x01, 0x20, 0x80, 0xFF}) {
                var bytes = new byte[written.remaining() + 2];
                written.get(written.position(), bytes, 1, written.remaining());
                bytes[1 + i] ^= (byte) change;
                var read = CommitBytes.read(bytes, 1, written.remaining());
                if (read != null) {
                    assertThat(read).isEqualTo(fieldByField(bytes));
                    straight++;
                }
            }
        }
        assertThat(straight).isGreaterThan(written.remaining());
    }

    @Test
    void aCommitOfManyEventsIsReadStraight() {
        var events = new ArrayList<EventBytes>();
        var keys = new ArrayList<String>();
        for (int i = 0; i < 101; i++) {
            keys.add("t#" + i);
            events.add(EventBytes.of(new byte[i]));
        }
        var content = new SealedCommit("wsp_acme", "c", keys, events);
        var many = CommitDocument.inSlot(content, 1, 1, Samples.AT, Hash.NONE);
        var bytes = raw(many.toBson()).getByteBuffer().asNIO();

        assertThat(CommitBytes.read(bytes.array(), bytes.position(), bytes.remaining()))
                .isEqualTo(many);
    }

    private static CommitDocument fieldByField(byte[] bytes) {
        return CommitDocument.fromBson(
                new BsonDocumentCodec()
                        .decode(
                                new BsonBinaryReader(
                                        ByteBuffer.wrap(bytes, 1, bytes.length - 2).slice()),
                                DecoderContext.builder().build()));
    }

    private static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    private static void assertCorrupt(BsonDocument document) {
        assertThatThrownBy(() -> CommitDocument.fromBson(document))
                .isInstanceOf(LogCorruptException.class);
        assertThatThrownBy(() -> CommitDocument.fromBson(raw(document)))
                .isInstanceOf(LogCorruptException.class);
    }
}
