package dev.mooring.eventlog.mongo;

import static dev.mooring.eventlog.sample.Samples.commit;
import static dev.mooring.eventlog.sample.Samples.made;
import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.format.Payloads;
import dev.mooring.eventlog.mongo.Pending.Outcome;
import dev.mooring.eventlog.mongo.Pending.Outcome.Failed;
import dev.mooring.eventlog.mongo.Pending.Outcome.Written;
import dev.mooring.eventlog.sample.FaultyDatabase;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.ThingEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchWriterTest {

    private static final ServerAddress SERVER = new ServerAddress("db");
    private static final RuntimeException NO_ANSWER =
            new MongoSocketReadException("Prematurely reached end of stream", SERVER);

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final EventLog other = mongo.open();
    private final FaultyDatabase faulty = new FaultyDatabase(mongo.database());
    private final LogCollection collection =
            new EmbeddedCollection(faulty.database(), "log", Duration.ofSeconds(5));
    private final CommitCodec codec =
            new CommitCodec(new Payloads(ThingEvent.TYPES, mongo.keys, stored -> stored));
    private final BatchWriter writer = writer(Clock.systemUTC());

    private BatchWriter writer(Clock clock) {
        return new BatchWriter(
                collection, new Doorbell(), clock, Duration.ofMillis(300), Timing.SYSTEM);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void aLostAcknowledgementIsResolvedWithoutWritingTwice() {
        faulty.next((documents, insert) -> {
            insert.run();
            throw NO_ANSWER;
        });

        var outcomes = write(used("a", 0, 2), used("b", 0, 1));

        assertThat(outcomes).allSatisfy(BatchWriterTest::isFresh);
        assertLogHolds("a", "b");
    }

    @Test
    void aRequestThatNeverArrivedIsSentAgain() {
        faulty.next((documents, insert) -> fail(NO_ANSWER))
                .next((documents, insert) -> fail(NO_ANSWER));

        assertThat(write(used("a", 0, 1))).allSatisfy(BatchWriterTest::isFresh);
        assertLogHolds("a");
    }

    @Test
    void whatArrivedOfABatchIsAdoptedAndTheRestWritten() {
        faulty.next((documents, insert) -> {
            mongo.database()
                    .getCollection("log", BsonDocument.class)
                    .insertMany(documents.subList(0, 2));
            throw NO_ANSWER;
        });

        assertThat(write(used("a", 0, 1), used("b", 0, 2), used("c", 0, 1)))
                .allSatisfy(BatchWriterTest::isFresh);
        assertLogHolds("a", "b", "c");
    }

    @Test
    void aWriteConcernThatWasNotMetIsNoAcknowledgement() {
        faulty.next((documents, insert) -> {
            insert.run();
            throw bulk(
                    List.of(),
                    new WriteConcernError(64, "WriteConcernFailed", "", new BsonDocument()));
        });

        assertThat(write(used("a", 0, 1))).allSatisfy(BatchWriterTest::isFresh);
        assertThat(faulty.insertions()).isEqualTo(2);
        assertLogHolds("a");
    }

    @Test
    void whereAnotherNodeIsFirstTheRestMovesOnWithTheChain() {
        write(used("a", 0, 1));
        other.append(used("x", 0, 3));
        other.append(used("y", 0, 1));

        var outcomes = write(used("b", 0, 1), used("c", 0, 1));

        assertThat(((Written) outcomes.getFirst()).document().first()).isEqualTo(6);
        assertLogHolds("a", "x", "y", "b", "c");
    }

    @Test
    void whereAnotherNodeTakesTheSlotOfAnUnansweredCommitItMovesOn() {
        write(used("a", 0, 1));
        faulty.next((documents, insert) -> {
            other.append(used("x", 0, 1));
            throw NO_ANSWER;
        });

        assertThat(write(used("b", 0, 1), used("c", 0, 1))).allSatisfy(BatchWriterTest::isFresh);
        assertLogHolds("a", "x", "b", "c");
    }

    @Test
    void whatArrivedIsAdoptedThoughOthersWroteBeyondIt() {
        faulty.next((documents, insert) -> {
            insert.run();
            other.append(used("x", 0, 1));
            throw NO_ANSWER;
        });

        assertThat(write(used("a", 0, 1), used("b", 0, 1))).allSatisfy(BatchWriterTest::isFresh);
        assertThat(write(used("c", 0, 1))).allSatisfy(BatchWriterTest::isFresh);
        assertLogHolds("a", "b", "x", "c");
    }

    @Test
    void aTakenKeyFailsThatCommitAndNoOther() {
        other.append(used("b", 0, 1));

        var outcomes = write(used("a", 0, 1), used("b", 0, 1), used("c", 0, 1));

        isFresh(outcomes.get(0));
        isConflict(outcomes.get(1), "b");
        isFresh(outcomes.get(2));
        assertLogHolds("b", "a", "c");
    }

    @Test
    void aKeyKnownToBeTakenIsNotEvenSent() {
        write(used("a", 0, 1));
        int before = faulty.insertions();

        isConflict(write(used("a", 0, 1)).getFirst(), "a");

        assertThat(faulty.insertions()).isEqualTo(before);
    }

    @Test
    void ofTwoInOneBatchThatClaimTheSameTheFirstIsWritten() {
        var outcomes = write(used("a", 0, 1), used("a", 0, 2), used("b", 0, 1));

        isFresh(outcomes.get(0));
        isConflict(outcomes.get(1), "a");
        isFresh(outcomes.get(2));
        assertLogHolds("a", "b");
    }

    @Test
    void theSameCommitTwiceInOneBatchIsWrittenOnce() {
        var commit = used("a", 0, 2);

        var outcomes = write(commit, commit);

        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThat(((Written) outcome).document().number()).isEqualTo(1));
        assertThat(((Written) outcomes.get(1)).repeated()).isTrue();
        assertLogHolds("a");
    }

    @Test
    void whatTheServerWillNotHaveFailsAlone() {
        faulty.next((documents, insert) -> {
            mongo.database()
                    .getCollection("log", BsonDocument.class)
                    .insertMany(documents.subList(0, 1));
            throw bulk(
                    List.of(new BulkWriteError(14031, "disk full", new BsonDocument(), 1)), null);
        });

        var outcomes = write(used("a", 0, 1), used("b", 0, 1), used("c", 0, 1));

        isFresh(outcomes.get(0));
        assertThat(unavailable(outcomes.get(1)).unresolved()).isFalse();
        isFresh(outcomes.get(2));
        assertLogHolds("a", "c");
    }

    @Test
    void withoutAnAnswerTheOutcomeIsSaidToBeUnknownAndIsFoundLater() {
        var commit = used("a", 0, 1);
        faulty.next((documents, insert) -> {
            insert.run();
            faulty.down(NO_ANSWER);
            throw NO_ANSWER;
        });

        assertThat(unavailable(write(commit).getFirst()).unresolved()).isTrue();
        assertThat(writer.isFailing()).isTrue();

        faulty.down(null);
        var again = (Written) write(commit).getFirst();
        assertThat(again.document().number()).isEqualTo(1);
        assertThat(writer.isFailing()).isFalse();
        assertLogHolds("a");
    }

    @Test
    void whereNothingWasSentNothingIsSaidToBeUnknown() {
        faulty.down(new MongoTimeoutException("no server"));

        assertThat(unavailable(write(used("a", 0, 1)).getFirst()).unresolved()).isFalse();
    }

    @Test
    void aBrokenChainStopsTheNodeForGood() {
        write(used("a", 0, 1));
        var forged =
                CommitDocument.inSlot(codec.seal(used("x", 0, 1)), 2, 2, Instant.now(), Hash.NONE);
        mongo.database().getCollection("log", BsonDocument.class).insertOne(forged.toBson());

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> write(used("b", 0, 1)))
                    .isInstanceOf(LogCorruptException.class);
        }
        assertThat(writer.isBroken()).isTrue();
    }

    @Test
    void anAlteredEventStopsTheNode() {
        other.append(used("a", 0, 1));
        var commits = mongo.database().getCollection("log", BsonDocument.class);
        var stored = commits.find().first();
        stored.put(
                "e",
                CommitDocument.inSlot(codec.seal(used("z", 0, 1)), 1, 1, Instant.now(), Hash.NONE)
                        .toBson()
                        .get("e"));
        commits.replaceOne(new BsonDocument("_id", stored.get("_id")), stored);

        assertThatThrownBy(() -> write(used("b", 0, 1))).isInstanceOf(LogCorruptException.class);
    }

    @Test
    void timeNeverGoesBackwardsThoughTheClockDoes() {
        write(used("a", 0, 1));
        var early = Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);

        write(writer(early), used("b", 0, 1), used("c", 0, 1));

        assertLogHolds("a", "b", "c");
    }

    @Test
    void anInterruptionWaitsUntilTheCommitHasItsEnd() {
        Thread.currentThread().interrupt();

        var outcomes = write(used("a", 0, 1));

        assertThat(Thread.interrupted()).isTrue();
        isFresh(outcomes.getFirst());
    }

    @Test
    void makingTheIndexIsTriedAgain() {
        faulty.nextIndexFails(NO_ANSWER).nextIndexFails(NO_ANSWER);

        var log = mongo.open(mongo.settings(faulty.database(), Clock.systemUTC()));

        log.append(commit(new NewEvent(0, made("a"))));
        assertLogHolds("a");
    }

    private List<Outcome> write(NewCommit... commits) {
        return write(writer, commits);
    }

    private List<Outcome> write(BatchWriter to, NewCommit... commits) {
        var batch = Stream.of(commits).map(codec::seal).map(Pending::new).toList();
        to.write(batch);
        return batch.stream().map(Pending::outcome).toList();
    }

    /** Each of these things once, in this order, and the chain whole. */
    private void assertLogHolds(String... things) {
        var tail = Tail.EMPTY;
        for (var document : collection.after(0, 100)) {
            tail = tail.over(document);
        }
        var events = other.read(0, 100);
        assertThat(tail.position()).isEqualTo(events.size());
        assertThat(events.stream().map(e -> e.aggregateId()).distinct()).containsExactly(things);
        assertThat(Set.copyOf(events.stream().map(e -> e.aggregateId() + e.sequence()).toList()))
                .hasSameSizeAs(events);
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }

    private static void isFresh(Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Written.class, written -> assertThat(written.repeated()).isFalse());
    }

    private static void isConflict(Outcome outcome, String thing) {
        assertThat(((Failed) outcome).why())
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.aggregateId()).isEqualTo(thing));
    }

    private static LogUnavailableException unavailable(Outcome outcome) {
        return (LogUnavailableException) ((Failed) outcome).why();
    }

    private static MongoBulkWriteException bulk(
            List<BulkWriteError> errors, WriteConcernError concern) {
        return new MongoBulkWriteException(
                BulkWriteResult.acknowledged(0, 0, 0, 0, List.of(), List.of()),
                errors,
                concern,
                SERVER,
                Set.of());
    }
}
