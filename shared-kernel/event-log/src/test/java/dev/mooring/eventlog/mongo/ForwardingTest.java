package dev.mooring.eventlog.mongo;

import static dev.mooring.eventlog.sample.Eventually.eventually;
import static dev.mooring.eventlog.sample.Samples.commit;
import static dev.mooring.eventlog.sample.Samples.made;
import static dev.mooring.eventlog.sample.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.format.Payloads;
import dev.mooring.eventlog.forward.Reply;
import dev.mooring.eventlog.forward.Request;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.Network;
import dev.mooring.eventlog.sample.Network.Loss;
import dev.mooring.eventlog.sample.ThingEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForwardingTest {

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final Network network = new Network();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MongoEventLog one = node("one");
    private final MongoEventLog two = node("two");
    private int things;

    private MongoEventLog node(String name) {
        var log =
                mongo.open(
                        mongo.settings()
                                .withForwarding(network.forwardingOf(name))
                                .withMeters(meters));
        network.connect(name, log);
        return log;
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void aNodeThatMeetsNobodyForwardsNothing() {
        for (int i = 0; i < 50; i++) {
            one.append(used(thing(), 0, 1));
        }

        assertThat(leases()).isEmpty();
        assertThat(network.answered()).isZero();
    }

    @Test
    void whatAFollowerAppendsTheHolderWrites() {
        var receipt = untilForwarded(() -> follower().append(used(thing(), 0, 3)));

        assertThat(receipt.repeated()).isFalse();
        assertThat(one.read(receipt.position() - 3, 3)).isEqualTo(receipt.events());
        assertThat(meters.get("mooring.log.forwarded").tag("direction", "sent").counter().count())
                .isPositive();
        assertDense();
    }

    @Test
    void nodesThatAreHotAtOnceAllGetThrough() throws Exception {
        var three = node("three");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Object>>();
            for (var node : List.of(one, two, three)) {
                for (int i = 0; i < 8; i++) {
                    tasks.add(() -> {
                        var mine = "hot" + Thread.currentThread().threadId();
                        for (int sequence = 0; sequence < 25; sequence++) {
                            node.append(used(mine, sequence, 1));
                        }
                        return mine;
                    });
                }
            }
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        }

        assertThat(one.head().position()).isEqualTo(3 * 8 * 25);
        assertDense();
    }

    @Test
    void anAnswerThatIsLostOnTheWayIsResolvedAndNothingIsWrittenTwice() {
        assertWrittenOnceThough(Loss.ANSWER);
    }

    @Test
    void aRequestThatIsLostOnTheWayIsWrittenFromHere() {
        assertWrittenOnceThough(Loss.REQUEST);
    }

    @Test
    void aRequestThatArrivesAfterItsSenderGaveUpWritesNothingTwice() {
        assertWrittenOnceThough(Loss.IN_TIME);
        var head = one.head();

        network.deliverLate();

        assertThat(one.head()).isEqualTo(head);
        assertDense();
    }

    private void assertWrittenOnceThough(Loss loss) {
        untilForwarded(() -> follower().append(used(thing(), 0, 1)));
        network.nextLoses(loss);
        eventually(() -> {
            var thing = thing();
            var receipt = follower().append(used(thing, 0, 2));

            assertThat(receipt.repeated()).isFalse();
            assertThat(one.readAggregate(thing, 0)).isEqualTo(receipt.events());
            return network.toLose() == 0;
        });
        assertDense();
    }

    @Test
    void aConflictIsToldThroughTheHolder() {
        one.append(commit(new NewEvent(0, made("taken"))));

        untilForwarded(() -> {
            assertThatThrownBy(() -> follower().append(used("taken", 0, 1)))
                    .isInstanceOfSatisfying(
                            ConflictException.class,
                            e -> assertThat(e.aggregateId()).isEqualTo("taken"));
            return follower().append(used(thing(), 0, 1));
        });
        assertThat(one.readAggregate("taken", 0)).hasSize(1);
    }

    @Test
    void aCommitThatIsThereIsToldThroughTheHolder() {
        var commit = commit(new NewEvent(0, made("once")));
        var first = one.append(commit);

        untilForwarded(() -> {
            var again = follower().append(commit);
            assertThat(again.repeated()).isTrue();
            assertThat(again.events()).isEqualTo(first.events());
            return follower().append(used(thing(), 0, 1));
        });
    }

    @Test
    void aHolderThatIsGoneIsPassedByAndReplaced() {
        untilForwarded(() -> follower().append(used(thing(), 0, 1)));
        var gone = holder();
        var left = follower();
        network.disconnect(gone);
        long before = one.head().position();

        eventually(() -> {
            left.append(used(thing(), 0, 1));
            left.append(used(thing(), 0, 1));
            return true;
        });
        assertThat(one.head().position()).isEqualTo(before + 2);
        assertDense();
    }

    @Test
    void whoIsNotAskedAsTheHolderRefusesAndWritesNothing() {
        var codec = new CommitCodec(new Payloads(ThingEvent.TYPES, mongo.keys, stored -> stored));
        var commits = List.of(codec.seal(used("a", 0, 1)));

        for (var request :
                List.of(new Request("one", 0, commits), new Request("other", 1, commits))) {
            assertThat(Reply.parse(one.receive(request.toBytes()), commits))
                    .isEqualTo(new Reply.Refused());
        }
        assertThatThrownBy(() -> one.receive(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(one.head().position()).isZero();
    }

    @Test
    void aNodeThatFoundTheChainBrokenAppendsNothingMoreAndIsNotReady() {
        one.append(used("a", 0, 1));
        assertThat(one.isWritable()).isTrue();
        var codec = new CommitCodec(new Payloads(ThingEvent.TYPES, mongo.keys, stored -> stored));
        var forged =
                CommitDocument.inSlot(codec.seal(used("x", 0, 1)), 2, 2, Instant.now(), Hash.NONE);
        var stored = mongo.database().getCollection("log", BsonDocument.class);
        stored.insertOne(forged.toBson());

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> one.append(used(thing(), 0, 1)))
                    .isInstanceOf(LogCorruptException.class);
            assertThat(one.isWritable()).isFalse();
        }
        assertThat(stored.countDocuments()).isEqualTo(2);
        assertThat(one.readAggregate("a", 0)).hasSize(1);
    }

    /** Lets both nodes append until the one that follows has been answered by the other. */
    private <T> T untilForwarded(Callable<T> forwarded) {
        var result = new ArrayList<T>();
        eventually(() -> {
            one.append(used(thing(), 0, 1));
            two.append(used(thing(), 0, 1));
            if (leases().isEmpty()) {
                return false;
            }
            int before = network.answered();
            result.add(forwarded.call());
            return network.answered() > before;
        });
        return result.getLast();
    }

    private MongoEventLog follower() {
        return holder().equals("one") ? two : one;
    }

    private String holder() {
        return leases().getFirst().getString("node").getValue();
    }

    private List<BsonDocument> leases() {
        return mongo.database()
                .getCollection("leases", BsonDocument.class)
                .find()
                .into(new ArrayList<>());
    }

    private String thing() {
        return "thing" + things++;
    }

    private void assertDense() {
        var tail = Tail.EMPTY;
        var commits =
                new ServerCollection(mongo.database(), "log", Duration.ofSeconds(5))
                        .after(0, 10_000);
        for (var document : commits) {
            tail = tail.over(document);
        }
        assertThat(tail.number()).isEqualTo(commits.size());
        assertThat(commits.stream().map(commit -> commit.content().id()).distinct())
                .hasSize(commits.size());
    }
}
