package dev.mooring.eventlog.tck.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.HashedEvent;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.Relay;
import dev.mooring.eventlog.tck.mongo.ReplicaSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log holds to on every engine. A subclass names the engine. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class LogContract {

    private static final int COMMITS_EACH = 60;

    private final MongoFixture fixture;
    private final String database;
    private final List<Node> nodes = new ArrayList<>();

    protected LogContract(MongoFixture fixture) {
        this.fixture = fixture;
        this.database = fixture.freshDatabaseName();
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(Node::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void positionsAreDenseAndAReaderThatFollowsMissesAndDoublesNothing(int writers)
            throws Exception {
        var writing = IntStream.range(0, writers).mapToObj(i -> node("writer" + i)).toList();
        var follower = new Follower(node("reader"));

        try (var load = Load.of(writing, COMMITS_EACH)) {
            load.finish();

            var commits = Chain.verified(nodes.getFirst().database);
            long head = commits.getLast().last();
            assertThat(load.acknowledged).hasSize(commits.size());
            assertThat(commits)
                    .allSatisfy(commit ->
                            assertThat(load.acknowledged)
                                    .containsEntry(commit.content().id(), commit.last()));
            assertThat(follower.upTo(head))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, head).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void nodesThatMeetHaveOneWriteForAllAndNothingIsMissedOrDoubled(int writers) throws Exception {
        var neighbours = new Neighbours();
        var writing =
                IntStream.range(0, writers).mapToObj(i -> among(neighbours, "writer" + i)).toList();
        var follower = new Follower(node("reader"));

        try (var load = Load.endless(writing)) {
            eventually(() -> neighbours.answered() > 20);
            load.stop();
            load.finish();

            assertHolds(load);
            long head = writing.getFirst().log.head().position();
            assertThat(follower.upTo(head))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, head).boxed().toList());
        }
    }

    @Test
    void aHolderThatSleepsPastItsTermDoesNoHarmWhenItWakes() throws Exception {
        var neighbours = new Neighbours();
        var writing = List.of(among(neighbours, "one"), among(neighbours, "two"));

        try (var load = Load.endless(writing)) {
            eventually(() -> neighbours.answered() > 5);
            neighbours.sleep("one");
            neighbours.sleep("two");
            eventually(() -> neighbours.late() > 0);
            int before = load.acknowledged.size();
            eventually(() -> load.acknowledged.size() > before + 50);
            neighbours.wake();
            int awake = neighbours.answered();
            eventually(() -> neighbours.answered() > awake + 5);
            load.stop();
            load.finish();

            assertHolds(load);
        }
    }

    @Test
    void aCommitOverSeveralAggregatesIsAllOrNothing() throws Exception {
        var one = node("one");
        var two = node("two");
        int won = 0;
        for (int round = 0; round < 20; round++) {
            var shared = "shared" + round;
            var own = List.of("a" + round, "b" + round, "c" + round, "d" + round);
            won +=
                    winners(
                            own.stream()
                                    .map(id ->
                                            own.indexOf(id) % 2 == 0
                                                    ? race(one, 0, id, shared)
                                                    : race(two, 0, id, shared))
                                    .toList());
            var written =
                    own.stream().filter(id -> !one.log.readAggregate(id, 0).isEmpty()).toList();
            assertThat(written).hasSize(1);
            assertThat(two.log.readAggregate(shared, 0)).hasSize(1);
        }
        assertThat(won).isEqualTo(20);
        assertThat(Chain.verified(one.database)).hasSize(20);
    }

    @Test
    void aConflictFailsExactlyOne() throws Exception {
        var racing = List.of(node("one"), node("two"), node("three"));
        for (int sequence = 0; sequence < 20; sequence++) {
            int next = sequence;
            assertThat(winners(racing.stream().map(node -> race(node, next, "hot")).toList()))
                    .isEqualTo(1);
        }
        assertThat(racing.getFirst().log.readAggregate("hot", 0)).hasSize(20);
        Chain.verified(racing.getFirst().database);
    }

    @Test
    void anAggregateIsReadFromAnySequenceOn() {
        var node = node("one");
        for (int i = 0; i < 70; i++) {
            node.log.append(node.counting(i, "a", "ab", "b"));
        }

        for (var from : List.of(0, 1, 31, 32, 69, 70)) {
            assertThat(node.log.readAggregate("a", from))
                    .extracting(RecordedEvent::sequence)
                    .containsExactlyElementsOf(LongStream.range(from, 70).boxed().toList());
        }
        for (long position : List.of(1L, 2L, 100L, 210L)) {
            assertThat(node.log.read(position - 1, 1).getFirst().place())
                    .isEqualTo(node.log.placeOf(position));
        }
        var places = LongStream.of(210, 1, 2, 100).mapToObj(node.log::placeOf).toList();
        var read = node.log.read(places);
        assertThat(read).extracting(it -> it.event().place()).isEqualTo(places);
        assertThat(read).extracting(HashedEvent::hash).doesNotHaveDuplicates();
        assertThatThrownBy(() -> node.log.read(List.of(new Place(1, 3, 4))))
                .isInstanceOf(LogCorruptException.class);
    }

    @Test
    void aLostAcknowledgementIsResolvedAndNothingIsWrittenTwice() throws Exception {
        try (var relay = new Relay(portOfPrimary())) {
            var node = Node.through(fixture, relay.uri(), database);
            nodes.add(node);
            var other = node("other");

            try (var load = Load.of(List.of(node, other), COMMITS_EACH)) {
                relay.loseAnswers(4);
                load.finish();

                assertThat(relay.toLose()).isZero();
                assertThat(load.unresolved).isEmpty();
                assertThat(Chain.verified(other.database)).hasSize(load.acknowledged.size());
            }
        }
    }

    @Test
    void clocksAnHourApartChangeNothing() throws Exception {
        var ahead = Node.off(fixture, database, Duration.ofHours(1));
        var behind = Node.off(fixture, database, Duration.ofHours(-1));
        nodes.addAll(List.of(ahead, behind));
        var follower = new Follower(node("reader"));

        try (var load = Load.of(List.of(ahead, behind), COMMITS_EACH)) {
            load.finish();

            long head = Chain.verified(ahead.database).getLast().last();
            assertThat(follower.upTo(head)).hasSize((int) head);
        }
    }

    @Test
    void aCommitWakesReadersOnOtherNodes() throws Exception {
        var writer = node("writer");
        var reader = node("reader");
        try (var cursor = reader.log.cursor(Place.BEGINNING)) {
            for (int i = 0; i < 5; i++) {
                writer.log.append(writer.counting(i, "a"));
                assertThat(cursor.await(Duration.ofSeconds(20))).isTrue();
                assertThat(cursor.next(9)).hasSize(1);
            }
        }
    }

    protected final Node node(String name) {
        var node = Node.open(fixture, database, name);
        nodes.add(node);
        return node;
    }

    private Node among(Neighbours neighbours, String name) {
        var node = Node.among(neighbours, fixture, database, name);
        nodes.add(node);
        return node;
    }

    /** Every commit that was acknowledged, once and where it was said to be, and no others. */
    private void assertHolds(Load load) {
        var commits = Chain.verified(nodes.getFirst().database);
        assertThat(load.unresolved).isEmpty();
        assertThat(load.acknowledged).hasSize(commits.size());
        assertThat(commits)
                .allSatisfy(commit ->
                        assertThat(load.acknowledged)
                                .containsEntry(commit.content().id(), commit.last()));
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(Duration.ofMillis(5));
        }
    }

    private int portOfPrimary() {
        var address =
                fixture instanceof ReplicaSet set
                        ? set.awaitPrimary().address()
                        : fixture.connectionString().replaceAll("^mongodb://([^/?]*).*", "$1");
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static Callable<Boolean> race(Node node, int sequence, String... counters) {
        return () -> {
            try {
                node.log.append(node.counting(sequence, counters));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        };
    }

    private static int winners(List<Callable<Boolean>> racers) throws Exception {
        int won = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var racer : threads.invokeAll(racers)) {
                won += racer.get() ? 1 : 0;
            }
        }
        return won;
    }
}
