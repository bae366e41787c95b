package dev.mooring.eventlog.axon;

import static dev.mooring.eventlog.sample.Samples.ACME;
import static dev.mooring.eventlog.sample.Samples.AT;
import static dev.mooring.eventlog.sample.Samples.ORIGIN;
import static dev.mooring.eventlog.sample.Samples.OTHER;
import static dev.mooring.eventlog.sample.Samples.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Receipt;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.axon.Thing.MakeThings;
import dev.mooring.eventlog.axon.Thing.UseThings;
import dev.mooring.eventlog.sample.MemoryDatabase;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent.ThingRenamed;
import dev.mooring.eventlog.sample.ThingEvent.ThingUsed;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AxonCommandSenderTest {

    private final MemoryDatabase mongo = new MemoryDatabase();
    private final EventLog log = mongo.open();
    private final AxonLog axon = AxonLog.over(log, mongo.database(), "node");
    private final Thing.Handler handler = new Thing.Handler(axon.repository(Thing.class));
    private final CommandSender sender = axon.sender();

    AxonCommandSenderTest() {
        axon.subscribe(handler);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void allEventsOfACommandAreOneCommitOverAllItsAggregates() {
        var receipt = send(new MakeThings(List.of("t1", "t2", "t3")));

        assertThat(receipt.position()).isEqualTo(3);
        assertThat(receipt.versions()).containsOnlyKeys("t1", "t2", "t3").containsValue(0L);
        assertThat(receipt.events())
                .extracting(RecordedEvent::event)
                .containsExactly(made("t1"), made("t2"), made("t3"));
        assertThat(log.read(0, 9))
                .isEqualTo(receipt.events())
                .allSatisfy(event -> assertThat(event.place().commit()).isEqualTo(1))
                .allSatisfy(event -> assertThat(event.at()).isEqualTo(AT))
                .allSatisfy(event -> assertThat(event.origin()).isEqualTo(ORIGIN));
        assertThat(handler.sawWorkspace).isEqualTo(ACME.value());
    }

    @Test
    void whereOneAggregateIsTakenNothingIsWritten() {
        send(new MakeThings(List.of("t2")));

        assertRefused(
                () -> send(new MakeThings(List.of("t1", "t2", "t3"))), ErrorCode.CONCURRENT_CHANGE);
        assertThat(log.head().position()).isEqualTo(1);
    }

    @Test
    void aCommandThatMeetsAConflictDecidesAnewWithTheSameIdAndTime() {
        send(new MakeThings(List.of("t1", "t2")));
        var tries = new AtomicInteger();
        handler.beforeCommit =
                () -> {
                    if (tries.incrementAndGet() == 1) {
                        append("t1");
                    }
                };
        var context = context();

        var receipt = sender.send(new UseThings(List.of("t1", "t2")), context);

        assertThat(tries).hasValue(2);
        assertThat(receipt.command()).isEqualTo(context.command());
        assertThat(receipt.versions()).containsEntry("t1", 2L).containsEntry("t2", 1L);
        assertThat(receipt.events()).allSatisfy(e -> assertThat(e.at()).isEqualTo(context.at()));
    }

    @Test
    void afterFiveTriesItIsRefused() {
        send(new MakeThings(List.of("t1")));
        var tries = new AtomicInteger();
        handler.beforeCommit =
                () -> {
                    tries.incrementAndGet();
                    append("t1");
                };

        assertRefused(
                () -> send(new UseThings(List.of("t1"))),
                // Three uses are allowed, and each try saw one more.
                ErrorCode.REQUEST_INVALID);
        assertThat(tries).hasValue(3);

        send(new MakeThings(List.of("t2")), () -> {});
        tries.set(0);
        handler.beforeCommit =
                () -> {
                    tries.incrementAndGet();
                    rename("t2");
                };
        assertRefused(() -> send(new UseThings(List.of("t2"))), ErrorCode.CONCURRENT_CHANGE);
        assertThat(tries).hasValue(5);
    }

    @Test
    void anExpectedVersionIsMetOrTheCommandIsRefusedWithoutAnotherTry() {
        send(new MakeThings(List.of("t1")));
        var tries = new AtomicInteger();
        handler.beforeCommit = tries::incrementAndGet;

        var receipt = sender.send(new UseThings(List.of("t1")), context().expecting("t1", 0));
        assertThat(receipt.versions()).containsEntry("t1", 1L);

        assertRefused(
                () -> sender.send(new UseThings(List.of("t1")), context().expecting("t1", 0)),
                ErrorCode.PRECONDITION_FAILED);
        assertThat(tries).hasValue(1);

        handler.beforeCommit =
                () -> {
                    tries.incrementAndGet();
                    append("t1");
                };
        assertRefused(
                () -> sender.send(new UseThings(List.of("t1")), context().expecting("t1", 1)),
                ErrorCode.PRECONDITION_FAILED);
        assertThat(tries).hasValue(2);
    }

    @Test
    void aNamedCommandIsDecidedOnce() {
        var named = context().named(CommandId.of("req"));
        var first = sender.send(new MakeThings(List.of("t1")), named);

        var again = sender.send(new MakeThings(List.of("t1")), named);

        assertThat(again.repeated()).isTrue();
        assertThat(again.events()).isEqualTo(first.events());
        assertThat(again.versions()).isEqualTo(first.versions());
        assertThat(log.head().position()).isEqualTo(1);
    }

    @Test
    void aCommandWithoutEventsAnswersTheHeadAndWhatItLookedAt() {
        send(new MakeThings(List.of("t1", "t2")));

        var receipt = send(new UseThings(List.of()));

        assertThat(receipt.position()).isEqualTo(2);
        assertThat(receipt.events()).isEmpty();
        assertThat(receipt.versions()).isEmpty();
    }

    @Test
    void theHandlersRefusalComesOutAndNothingIsWritten() {
        assertRefused(() -> send(new UseThings(List.of("t1"))), ErrorCode.ROUTE_UNKNOWN);
        assertThat(log.head().position()).isZero();
    }

    @Test
    void anotherWorkspacesAggregateIsNotThere() {
        send(new MakeThings(List.of("t1")));

        assertRefused(
                () ->
                        sender.send(
                                new UseThings(List.of("t1")), CommandContext.of(OTHER, ORIGIN, AT)),
                ErrorCode.ROUTE_UNKNOWN);
    }

    @Test
    void eventsOutsideACommandAreNotTaken() {
        assertThatThrownBy(() ->
                        axon.eventStore().publish(GenericEventMessage.asEventMessage(made("t1"))))
                .isInstanceOf(IllegalStateException.class);
    }

    private void append(String thing) {
        append(thing, ThingUsed.once(thing));
    }

    private void rename(String thing) {
        append(thing, new ThingRenamed(thing, Samples.ALICE, "other"));
    }

    private void append(String thing, DomainEvent event) {
        int next = log.readAggregate(thing, 0).size();
        log.append(Samples.commit(new NewEvent(next, event)));
    }

    private Receipt send(Object command) {
        return sender.send(command, context());
    }

    private void send(Object command, Runnable beforeCommit) {
        handler.beforeCommit = beforeCommit;
        send(command);
    }

    private static CommandContext context() {
        return CommandContext.of(ACME, ORIGIN, AT);
    }

    private static void assertRefused(ThrowingCallable sending, ErrorCode code) {
        assertThatThrownBy(sending)
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
