package dev.mooring.erasing;

import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.DeadLetters;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.PersonalTraces;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.workspace.UserCommand.CompleteErasure;
import dev.mooring.language.workspace.UserEvent.UserKeyDestroyed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;

/**
 * Has everything let go of a user that may still hold his text or lead to him, and completes the
 * erasure. First it is made sure that nothing of his has come up since his connections ended: from
 * the position at which his key was gone nothing more can.
 */
final class Purging implements Work {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventLog log;
    private final ProcessorPositions processors;
    private final Work ending;
    private final Work destroying;
    private final Belongings belongings;
    private final List<PersonalTraces> traces;
    private final DeadLetters deadLetters;
    private final UserIndex index;
    private final Idempotency idempotency;
    private final CommandSender sender;
    private final InstantSource clock;

    /**
     * @param ending ends what is his
     * @param destroying destroys what the vault holds of his
     */
    Purging(
            EventLog log,
            ProcessorPositions processors,
            Work ending,
            Work destroying,
            Belongings belongings,
            List<PersonalTraces> traces,
            DeadLetters deadLetters,
            UserIndex index,
            Idempotency idempotency,
            CommandSender sender,
            InstantSource clock) {
        this.log = log;
        this.processors = processors;
        this.ending = ending;
        this.destroying = destroying;
        this.belongings = belongings;
        this.traces = List.copyOf(traces);
        this.deadLetters = deadLetters;
        this.index = index;
        this.idempotency = idempotency;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public void on(Erasure erasure) {
        var keyDestroyed = keyDestroyed(erasure);
        if (!Waiting.until(processors, WhenErasureStartsThenErase.NAME, keyDestroyed, PATIENCE)) {
            throw new IllegalStateException("it is not known yet what was his");
        }
        ending.on(erasure);
        destroying.on(erasure);
        for (var trace : traces) {
            trace.purge(erasure.workspace(), erasure.user(), keyDestroyed);
        }
        index.forget(erasure.user().value());
        forgetAnswers(erasure);
        // Last: where his events are parked, views know it by them.
        deadLetters.forget(erasure.workspace(), erasure.user());
        var at = clock.instant();
        sender.send(
                new CompleteErasure(erasure.user(), at),
                CommandContext.of(erasure.workspace(), erasure.origin(), at)
                        .named(erasure.command("erased", erasure.user().value())));
        belongings.forget(erasure.workspace(), erasure.user());
    }

    private void forgetAnswers(Erasure erasure) {
        var mark = erasure.mark();
        if (mark != null) {
            idempotency.forget(mark);
        }
        var ids = new HashSet<>(belongings.of(erasure.workspace(), erasure.user()));
        ids.add(erasure.user().value());
        idempotency.forgetAnswersAbout(ids);
    }

    private long keyDestroyed(Erasure erasure) {
        return log.readAggregate(erasure.user().value(), 0).stream()
                .filter(recorded -> recorded.event() instanceof UserKeyDestroyed)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the key is not destroyed"))
                .position();
    }
}
