package dev.mooring.eventlog.tck.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Receipt;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.due.Due;
import dev.mooring.eventlog.due.DueChange;
import dev.mooring.eventlog.due.DueList;
import dev.mooring.eventlog.due.DuePolicy;
import dev.mooring.eventlog.tck.log.CounterEvent.Counted;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What due lists hold to on every engine. A subclass names the engine. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class DueContract {

    private static final Duration DELAY = Duration.ofMillis(700);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AGAIN = "again-";

    private final MongoFixture fixture;
    private final String database;
    private final List<Node> nodes = new ArrayList<>();
    private final List<DueList> lists = new ArrayList<>();

    protected DueContract(MongoFixture fixture) {
        this.fixture = fixture;
        this.database = fixture.freshDatabaseName();
    }

    /** What was counted is counted again, a while later. */
    private static final class WhenCountedThenCountAgain implements DuePolicy {

        @Override
        public String name() {
            return "when-counted-then-count-again";
        }

        @Override
        public List<DueChange> fold(RecordedEvent event) {
            var counter = event.aggregateId();
            return counter.startsWith(AGAIN)
                    ? List.of()
                    : List.of(
                            new DueChange.Set(
                                    counter, event.at().plus(DELAY), Map.of("counter", counter)));
        }

        @Override
        public Object command(Due due, Instant now) {
            return due.details().getOrDefault("counter", "");
        }
    }

    @AfterEach
    void closeAll() {
        lists.forEach(DueList::close);
        nodes.forEach(Node::close);
    }

    @Test
    void ofSeveralNodesWhateverBecomesOfThemEachIsSentOnceAndNoneEarly() {
        var writer = node("writer");
        for (var name : List.of("one", "two", "three")) {
            start(node(name));
        }
        for (int i = 0; i < 30; i++) {
            writer.log.append(writer.counting(0, "c" + i));
            if (i == 10) {
                lists.get(0).close();
            }
            if (i == 20) {
                nodes.get(2).cutOff();
            }
        }

        await(() -> sent(writer).size() == 30);
        start(node("four"));
        writer.log.append(writer.counting(0, "last"));

        await(() -> sent(writer).containsKey("last"));
        assertThat(sent(writer)).hasSize(31);
        assertNoneEarly(writer);
    }

    @Test
    void whatFellDueWhileNoNodeLivedIsSentAtStart() {
        var writer = node("writer");
        var list = start(node("one"));
        writer.log.append(writer.counting(0, "a", "b"));
        list.close();
        var due = writer.log.append(writer.counting(0, "c", "d")).events().getFirst().at();
        await(() -> writer.log.clock().instant().isAfter(due.plus(DELAY)));

        start(node("two"));

        await(() -> sent(writer).size() == 4);
        assertNoneEarly(writer);
    }

    private Node node(String name) {
        var node = Node.open(fixture, database, name);
        nodes.add(node);
        return node;
    }

    private DueList start(Node node) {
        var list =
                DueList.start(
                        new WhenCountedThenCountAgain(),
                        node.axon,
                        (command, context) -> countAgain(node, (String) command, context),
                        node.database,
                        node.log.clock());
        lists.add(list);
        return list;
    }

    private static Receipt countAgain(Node node, String counter, CommandContext context) {
        var again = new Counted(AGAIN + counter, context.origin().actor(), "again");
        return node.log.append(
                new NewCommit(
                        context.command(),
                        context.workspace(),
                        context.at(),
                        context.origin(),
                        List.of(new NewEvent(0, again))));
    }

    /** What was sent, by counter; each once, or the log would have refused it. */
    private static Map<String, RecordedEvent> sent(Node node) {
        var sent = new HashMap<String, RecordedEvent>();
        for (var event : node.log.read(0, 1_000)) {
            if (event.aggregateId().startsWith(AGAIN)) {
                var before = sent.put(event.aggregateId().substring(AGAIN.length()), event);
                assertThat(before).isNull();
            }
        }
        return sent;
    }

    private static void assertNoneEarly(Node node) {
        var sent = sent(node);
        for (var event : node.log.read(0, 1_000)) {
            if (!event.aggregateId().startsWith(AGAIN)) {
                assertThat(sent.get(event.aggregateId()))
                        .extracting(RecordedEvent::at, InstanceOfAssertFactories.INSTANT)
                        .isAfterOrEqualTo(event.at().plus(DELAY));
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("came true in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
