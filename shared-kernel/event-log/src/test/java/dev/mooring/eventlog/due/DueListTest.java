package dev.mooring.eventlog.due;

import static dev.mooring.eventlog.sample.Eventually.eventually;
import static dev.mooring.eventlog.sample.Samples.ACME;
import static dev.mooring.eventlog.sample.Samples.ALICE;
import static dev.mooring.eventlog.sample.Samples.AT;
import static dev.mooring.eventlog.sample.Samples.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Receipt;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.SettableClock;
import dev.mooring.eventlog.sample.ThingEvent.ThingRenamed;
import dev.mooring.eventlog.sample.ThingEvent.ThingUsed;
import dev.mooring.language.CommandId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DueListTest {

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final SettableClock clock = new SettableClock();
    private final EventLog log = mongo.open(mongo.settings(mongo.database(), clock));
    private final AxonLog axon = AxonLog.over(log, mongo.database(), "one");
    private final List<CommandContext> sent = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private int lasts;
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final List<DueList> lists = new ArrayList<>();

    /** A thing expires at the time that its use says, unless it is renamed before. */
    private static final class WhenUsedUpThenExpire implements DuePolicy {

        @Override
        public String name() {
            return "when-used-up-then-expire";
        }

        @Override
        public List<DueChange> fold(RecordedEvent event) {
            return switch (event.event()) {
                case ThingUsed used when used.until() != null ->
                        List.of(
                                new DueChange.Set(
                                        used.thing(), used.until(), Map.of("thing", used.thing())));
                case ThingRenamed renamed -> List.of(new DueChange.Clear(renamed.thing()));
                default -> List.of();
            };
        }

        @Override
        public Object command(Due due, Instant now) {
            return due.details().get("thing");
        }
    }

    @AfterEach
    void close() {
        lists.forEach(DueList::close);
        mongo.close();
    }

    @Test
    void whatIsDueIsSentAtItsTimeAndOnce() {
        start();
        var events = use("a", 0, Duration.ofSeconds(90));
        eventually(() -> processed() == 1);

        clock.pass(Duration.ofMillis(89_999));
        assertStaysUnsent();
        clock.pass(Duration.ofMillis(1));
        eventually(() -> sent.size() == 1);
        eventually(() -> remaining() == 0);

        var context = sent.getFirst();
        assertThat(context.command())
                .isEqualTo(CommandId.of("when-used-up-then-expire", events.getFirst().id()));
        assertThat(context.named()).isTrue();
        assertThat(context.workspace()).isEqualTo(ACME);
        assertThat(context.at()).isEqualTo(AT.plusSeconds(90));
        assertThat(context.origin().owner()).isEqualTo(ALICE);
        assertThat(context.origin().cause()).isEqualTo(events.getFirst().id());
    }

    @Test
    void whatFellDueWhileNoNodeLivedIsSentAtStart() {
        use("a", 0, Duration.ofSeconds(90));
        use("b", 0, Duration.ofDays(9));
        clock.pass(Duration.ofHours(1));

        start();

        eventually(() -> sent.size() == 1);
        assertStaysUnsent(1);
    }

    @Test
    void whatIsSettledBeforeIsNotSent() {
        start();
        use("a", 0, Duration.ofSeconds(90));
        log.append(commit(new NewEvent(1, new ThingRenamed("a", ALICE, null))));
        eventually(() -> processed() == 2);

        clock.pass(Duration.ofHours(1));

        assertStaysUnsent();
        eventually(() -> remaining() == 0);
    }

    @Test
    void whatIsPutOffIsSentAtTheLaterTime() {
        start();
        use("a", 0, Duration.ofSeconds(90));
        use("a", 1, Duration.ofSeconds(180));
        eventually(() -> processed() == 2);

        clock.pass(Duration.ofSeconds(100));
        assertStaysUnsent();
        clock.pass(Duration.ofSeconds(100));

        eventually(() -> sent.size() == 1);
    }

    @Test
    void aRefusalSettlesItAndAnythingElseIsTriedAgain() {
        failures.add(new IllegalStateException("database away"));
        failures.add(Refusal.of(ErrorCode.CONCURRENT_CHANGE));
        failures.add(Refusal.of(ErrorCode.REQUEST_INVALID));
        start();
        use("a", 0, Duration.ZERO);

        for (int tries = 1; tries <= 3; tries++) {
            int so = tries;
            eventually(() -> {
                clock.pass(Duration.ofMillis(10));
                return sent.size() == so;
            });
        }
        eventually(() -> remaining() == 0);

        assertThat(sent).extracting(CommandContext::command).hasSize(3);
        assertThat(sent.stream().map(CommandContext::command).distinct()).hasSize(1);
    }

    @Test
    void onlyTheNodeThatHoldsTheClaimSends() {
        start();
        use("a", 0, Duration.ZERO);
        eventually(() -> sent.size() == 1);
        var other =
                AxonLog.over(
                        mongo.open(mongo.settings(mongo.database(), clock)),
                        mongo.database(),
                        "two");
        lists.add(
                DueList.start(
                        new WhenUsedUpThenExpire(), other, this::send, mongo.database(), clock));

        use("b", 0, Duration.ZERO);
        eventually(() -> sent.size() == 2);
        lists.getFirst().close();
        use("c", 0, Duration.ZERO);

        eventually(() -> sent.size() == 3);
        assertStaysUnsent(3);
    }

    private void start() {
        lists.add(
                DueList.start(
                        new WhenUsedUpThenExpire(), axon, this::send, mongo.database(), clock));
    }

    private Receipt send(Object command, CommandContext context) {
        sent.add(context);
        commands.add((String) command);
        if (!failures.isEmpty()) {
            throw failures.removeFirst();
        }
        return new Receipt(context.command(), 1, Map.of(), List.of(), false);
    }

    private List<RecordedEvent> use(String thing, int sequence, Duration until) {
        return log.append(
                        commit(
                                new NewEvent(
                                        sequence,
                                        new ThingUsed(thing, 1, AT.plus(until), List.of()))))
                .events();
    }

    private void assertStaysUnsent() {
        assertStaysUnsent(0);
    }

    /** Something that falls due last of all is sent, and nothing else was before it. */
    private void assertStaysUnsent(int so) {
        var last = "last" + lasts++;
        use(last, 0, Duration.between(AT, clock.instant()));
        eventually(() -> commands.contains(last));
        sent.remove(commands.indexOf(last));
        commands.remove(last);
        assertThat(sent).hasSize(so);
    }

    private long processed() {
        return axon.positions().position("when-used-up-then-expire");
    }

    private long remaining() {
        return mongo.database().getCollection("due").countDocuments();
    }
}
