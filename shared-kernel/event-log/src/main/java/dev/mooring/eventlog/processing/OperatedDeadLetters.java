package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.DeadLetters;
import dev.mooring.eventlog.EventLog;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Dead letters in an operator's hands. Thread-safe. */
final class OperatedDeadLetters implements DeadLetters {

    /** A retry whose node has died is another's after this long; each letter begins it anew. */
    private static final Duration RESERVED = Duration.ofMinutes(1);

    private final DeadLetterStore store;
    private final EventLog log;
    private final Function<String, @Nullable BatchHandler> handlers;

    /**
     * @param handlers of the processors that this node has, by name
     */
    OperatedDeadLetters(
            DeadLetterStore store,
            EventLog log,
            Function<String, @Nullable BatchHandler> handlers) {
        this.store = store;
        this.log = log;
        this.handlers = handlers;
    }

    @Override
    public List<Parked> parked(String processor) {
        return store.all(processor);
    }

    @Override
    public Retried retry(String processor, String sequence) {
        var handler = handlers.apply(processor);
        if (handler == null) {
            throw new IllegalArgumentException("this node does not run " + processor);
        }
        var until = until();
        if (!store.reserve(processor, sequence, log.clock().instant(), until)) {
            if (store.find(processor, sequence).isEmpty()) {
                return new Retried(0, 0, null);
            }
            throw new IllegalStateException("another retry of " + sequence + " is on");
        }
        return retry(processor, sequence, handler, until);
    }

    /**
     * Letter by letter: the segment may park another behind them at any time, until the last one is
     * out.
     */
    private Retried retry(
            String processor, String sequence, BatchHandler handler, Instant reservedUntil) {
        int handled = 0;
        var until = reservedUntil;
        while (true) {
            var parked = store.find(processor, sequence).orElse(null);
            if (parked == null) {
                return new Retried(handled, 0, null);
            }
            var letter = parked.letters().getFirst();
            try {
                if (!store.isSkipped(processor, letter.position())) {
                    handler.handle(log.read(letter.position() - 1, 1));
                }
            } catch (RuntimeException e) {
                store.unreserve(processor, sequence, until);
                if (Transience.isTransient(e)) {
                    throw e;
                }
                var error = Transience.describe(e);
                store.failed(processor, sequence, error);
                return new Retried(handled, parked.letters().size(), error);
            }
            handled++;
            if (!store.remove(processor, sequence, letter.position())) {
                return new Retried(handled, 0, null);
            }
            var longer = until();
            if (!store.extend(processor, sequence, until, longer)) {
                throw new IllegalStateException("another retry of " + sequence + " is on");
            }
            until = longer;
        }
    }

    /** In the database's precision, since it is compared. */
    private Instant until() {
        return log.clock().instant().plus(RESERVED).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void skip(
            String processor, String sequence, long position, String reason, String actor) {
        var parked = store.find(processor, sequence).orElse(null);
        if (parked == null || parked.letters().getFirst().position() != position) {
            throw new IllegalArgumentException(
                    "position %d is not the first letter of %s".formatted(position, sequence));
        }
        store.skip(
                new Skipped(
                        processor,
                        sequence,
                        parked.letters().getFirst(),
                        parked.error(),
                        reason,
                        actor,
                        log.clock().instant()));
        store.remove(processor, sequence, position);
    }

    @Override
    public void forget(WorkspaceId workspace, UserId owner) {
        store.forget(Sequence.of(workspace, owner.value()));
    }

    @Override
    public List<Skipped> skipped(String processor) {
        return store.skipped(processor);
    }
}
