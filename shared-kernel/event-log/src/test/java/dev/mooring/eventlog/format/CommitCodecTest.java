package dev.mooring.eventlog.format;

import static dev.mooring.eventlog.sample.Samples.ACME;
import static dev.mooring.eventlog.sample.Samples.ALICE;
import static dev.mooring.eventlog.sample.Samples.AT;
import static dev.mooring.eventlog.sample.Samples.commit;
import static dev.mooring.eventlog.sample.Samples.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.CommitTooLargeException;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.Upcaster;
import dev.mooring.eventlog.sample.MemoryKeys;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent;
import dev.mooring.eventlog.sample.ThingEvent.ThingMade;
import dev.mooring.eventlog.sample.ThingEvent.ThingRenamed;
import dev.mooring.eventlog.sample.ThingEvent.ThingUsed;
import dev.mooring.keys.KeyDestroyedException;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import dev.mooring.language.EventTypes;
import dev.mooring.language.Personal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.Revision;
import org.bson.BsonBinaryWriter;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.junit.jupiter.api.Test;

class CommitCodecTest {

    private final PersonalKeys keys = MemoryKeys.fresh();
    private final CommitCodec codec = codec(stored -> stored);

    @Test
    void keysComeInTheDocumentedOrderAndThePayloadLast() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("z", Personal.ERASED);
        parameters.put("a", Personal.ERASED);
        var event = new ThingMade("t1", ALICE, Personal.ERASED, parameters);
        var origin = new Origin(ALICE, "pol", "app", "req", "evt", null);
        var id = CommandId.of("x");

        var sealed =
                codec.seal(new NewCommit(id, ACME, AT, origin, List.of(new NewEvent(4, event))));

        assertThat(sealed.events().getFirst())
                .hasToString(
                        ("{'id':'%s-0','type':'thing.made','revision':'1','aggregateType':'thing',"
                                        + "'aggregateId':'t1','sequence':4,"
                                        + "'time':'2026-03-01T09:30:00.250Z',"
                                        + "'metadata':{'owner':'usr_alice','actor':'pol',"
                                        + "'client':'app','request':'req','cause':'evt'},"
                                        + "'payload':{'thing':'t1','user':'usr_alice',"
                                        + "'name':'[erased]',"
                                        + "'parameters':{'a':'[erased]','z':'[erased]'}}}")
                                .formatted(id.value())
                                .replace('\'', '"'));
        assertThat(sealed.keys()).containsExactly("t1#0000000004", id.value());
    }

    @Test
    void whatIsWrittenIsRead() {
        var events =
                List.<DomainEvent>of(
                        made("t1"),
                        new ThingRenamed("t1", ALICE, null),
                        new ThingRenamed("t1", ALICE, "naïve \"name\" / 😀 \u0001"),
                        new ThingUsed(
                                "t1", 3, Instant.parse("2026-01-01T00:00:00Z"), List.of("x")));
        for (var event : events) {
            assertThat(roundTrip(event).event()).isEqualTo(event);
        }
    }

    @Test
    void personalTextAndAddressAreCiphertextAndReadErasedOnceTheKeyIsGone() {
        var origin = new Origin(ALICE, ALICE, null, "req", null, Address.of("198.51.100.7"));
        var event = new ThingMade("t1", ALICE, "Alice", Map.of("mail", "alice@example.com"));
        var sealed = seal(event, origin);
        var document = document(sealed);

        assertThat(document.toBson().toJson() + sealed.events().getFirst())
                .doesNotContain("Alice", "example.com", "198.51.100.7");
        assertThat(codec.open(document, 0).event()).isEqualTo(event);
        var read = codec.open(document, 0).origin().address();
        assertThat(read).extracting(Address::text).isEqualTo("198.51.100.7");

        keys.destroy(ACME.value(), ALICE);

        assertThat(codec.open(document, 0).event())
                .isEqualTo(
                        new ThingMade(
                                "t1", ALICE, Personal.ERASED, Map.of("mail", Personal.ERASED)));
        assertThat(codec.open(document, 0).origin().address())
                .extracting(Address::text)
                .isEqualTo(Personal.ERASED);
        assertThat(read).extracting(Address::text).isEqualTo(Personal.ERASED);
        assertThat(document.isIntact()).isTrue();
        assertThatThrownBy(() -> seal(event, Samples.ORIGIN))
                .isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void personalTextDoesNotOpenInAnotherEvent() {
        var first = Envelope.parse(seal(made("t1"), Samples.ORIGIN).events().getFirst());
        var second = Envelope.parse(seal(made("t1"), Samples.ORIGIN).events().getFirst());
        var moved =
                new Envelope(
                        second.id(),
                        second.type(),
                        second.revision(),
                        second.aggregateType(),
                        second.aggregateId(),
                        second.sequence(),
                        second.time(),
                        second.metadata(),
                        first.payload());
        var document =
                document(
                        new SealedCommit(
                                ACME.value(),
                                CommandId.random().value(),
                                List.of(),
                                List.of(moved.toBytes())));

        assertThatThrownBy(() -> codec.open(document, 0)).isNotNull();
    }

    @Test
    void aSequenceClaimedTwiceInOneCommitIsRefused() {
        assertThatThrownBy(() ->
                        codec.seal(
                                commit(new NewEvent(0, made("t1")), new NewEvent(0, made("t1")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t1#0000000000");
    }

    @Test
    void aCommitThatIsTooLargeIsRefusedAndItsSizeIsNeverUnderestimated() {
        var big = "x".repeat((int) SealedCommit.MAX_SIZE / 2);
        var half = new ThingRenamed("t1", ALICE, null);
        var tags = new ThingUsed("t1", 1, null, List.of(big));

        var sealed = codec.seal(commit(new NewEvent(0, half), new NewEvent(1, tags)));
        assertThat(bytes(document(sealed))).isLessThan(sealed.size());
        assertThatThrownBy(() -> codec.seal(commit(new NewEvent(0, tags), new NewEvent(1, tags))))
                .isInstanceOf(CommitTooLargeException.class);

        var many = Samples.used("a-thing-with-a-long-name", 0, 2000);
        assertThat(bytes(document(codec.seal(many)))).isLessThan(codec.seal(many).size());
    }

    @Test
    void anOlderRevisionIsReadThroughTheUpcasters() {
        Upcaster upcaster =
                stored -> {
                    if (!stored.type().equals("thing.minted")) {
                        return stored;
                    }
                    var payload = stored.payload().deepCopy();
                    payload.set("thing", payload.remove("coin"));
                    return new Upcaster.Stored("thing.made", "1", payload);
                };
        var today = Envelope.parse(seal(made("t1"), Samples.ORIGIN).events().getFirst());
        var payload = today.payload();
        payload.set("coin", payload.remove("thing"));
        var old =
                new Envelope(
                        today.id(),
                        "thing.minted",
                        "0",
                        today.aggregateType(),
                        "t1",
                        0,
                        AT,
                        today.metadata(),
                        payload);
        var document =
                document(
                        new SealedCommit(
                                ACME.value(),
                                today.id().substring(0, 64),
                                List.of(),
                                List.of(old.toBytes())));

        assertThat(codec(upcaster).open(document, 0).event()).isEqualTo(made("t1"));
        assertThatThrownBy(() -> codec.open(document, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("thing.minted of revision 0");
    }

    @Test
    void bytesThatAreNoEnvelopeAreReportedWithoutTheirText() {
        var document =
                document(
                        new SealedCommit(
                                ACME.value(),
                                CommandId.random().value(),
                                List.of(),
                                List.of(new EventBytes("{\"secret".getBytes()))));

        assertThatThrownBy(() -> codec.open(document, 0))
                .isInstanceOf(LogCorruptException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void personalTextNeedsASubject() {
        assertThatThrownBy(() -> new Payloads(EventTypes.of(Odd.class), keys, stored -> stored))
                .isInstanceOf(IllegalArgumentException.class);
    }

    sealed interface Odd extends DomainEvent {

        @EventType("odd.named")
        @Revision("1")
        record Named(String aggregateId, @Personal String name) implements Odd {}
    }

    private RecordedEvent roundTrip(DomainEvent event) {
        return codec.open(document(seal(event, Samples.ORIGIN)), 0);
    }

    private SealedCommit seal(DomainEvent event, Origin origin) {
        return codec.seal(
                new NewCommit(
                        CommandId.random(), ACME, AT, origin, List.of(new NewEvent(0, event))));
    }

    private CommitCodec codec(Upcaster upcaster) {
        return new CommitCodec(new Payloads(ThingEvent.TYPES, keys, upcaster));
    }

    private static CommitDocument document(SealedCommit sealed) {
        return CommitDocument.inSlot(sealed, 1, 1, AT, Hash.NONE);
    }

    private static long bytes(CommitDocument document) {
        var buffer = new BasicOutputBuffer();
        new BsonDocumentCodec()
                .encode(
                        new BsonBinaryWriter(buffer),
                        document.toBson(),
                        EncoderContext.builder().build());
        return buffer.getSize();
    }
}
