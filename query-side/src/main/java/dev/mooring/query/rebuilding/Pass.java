package dev.mooring.query.rebuilding;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.UnreadableEventException;
import dev.mooring.eventlog.processing.Transience;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ordered reading of the log to its head for several rebuilds, from where the first of them
 * stands: each event is fetched, checked and decoded once, however many read models are made of it.
 * The cursor checks each commit's hash and that it goes on from the one before; here events are
 * counted.
 */
final class Pass {

    /** Events that are read while as many are folded. */
    private static final int AT_ONCE = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(Pass.class);

    private final EventLog log;
    private final ExecutorService threads;
    private final BooleanSupplier stopping;
    private final List<Folding> foldings;
    private final List<Held> done = new ArrayList<>();

    private Pass(
            EventLog log,
            List<Folding> foldings,
            ExecutorService threads,
            BooleanSupplier stopping) {
        this.log = log;
        this.foldings = new ArrayList<>(foldings);
        this.threads = threads;
        this.stopping = stopping;
    }

    /**
     * Reads for rebuilds from the same log.
     *
     * @param stopping whether this node is to leave what is left to others
     * @return those that came to the head, all of it written; the others failed, are lost or were
     *     left to any node
     */
    static List<Held> run(
            List<Held> rebuilds,
            MongoDatabase database,
            RebuildSettings settings,
            ExecutorService threads,
            BooleanSupplier stopping) {
        var first = rebuilds.getFirst();
        long memory = settings.memoryBytes() / rebuilds.size();
        var foldings =
                rebuilds.stream()
                        .map(it -> new Folding(it, database, memory, settings.checkpoint()))
                        .toList();
        var pass = new Pass(first.view().source().log(), foldings, threads, stopping);
        pass.read(
                rebuilds.stream()
                        .map(it -> it.rebuild().checkpoint())
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
        return pass.done;
    }

    private void read(Place from) {
        try (var cursor = log.cursor(from)) {
            long last = from.position();
            var coming = next(cursor);
            while (true) {
                var events = coming.join();
                foldings.removeIf(it -> it.held().isLost());
                if (foldings.isEmpty() || events.isEmpty() || stopping.getAsBoolean()) {
                    // The cursor is nobody else's from here on.
                    end(events.isEmpty());
                    return;
                }
                requireDense(last, events);
                last = events.getLast().position();
                coming = next(cursor);
                each(it -> it.fold(events));
            }
        } catch (CompletionException e) {
            broken(e.getCause() instanceof RuntimeException cause ? cause : e);
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    private CompletableFuture<List<RecordedEvent>> next(EventCursor cursor) {
        return CompletableFuture.supplyAsync(() -> cursor.next(AT_ONCE), threads);
    }

    private void end(boolean atHead) {
        each(Folding::flush);
        for (var folding : foldings) {
            if (folding.held().isLost()) {
                continue;
            }
            if (atHead) {
                done.add(folding.held());
            } else {
                folding.held().release();
            }
        }
    }

    /** Has all of them do something at the same time; those that fail leave the pass. */
    private void each(Consumer<Folding> work) {
        var running =
                foldings.stream()
                        .map(it -> CompletableFuture.runAsync(() -> work.accept(it), threads))
                        .toList();
        var failed = new ArrayList<Folding>();
        for (int i = 0; i < running.size(); i++) {
            var folding = foldings.get(i);
            try {
                running.get(i).join();
            } catch (CompletionException e) {
                failed.add(folding);
                failed(folding.held(), e.getCause() == null ? e : e.getCause());
            }
        }
        foldings.removeAll(failed);
    }

    private static void failed(Held held, Throwable failure) {
        if (failure instanceof PoisonedException poisoned) {
            LOG.error("{} stops at {}", held, poisoned.getMessage());
            held.fail(poisoned.failure());
            return;
        }
        leave(held, failure);
    }

    /** The log cannot be read on: a fault of it, or of the way to it. */
    private void broken(RuntimeException failure) {
        switch (failure) {
            case UnreadableEventException event ->
                    stop(
                            new Rebuild.Failure(
                                    event.place().position(),
                                    "%s cannot be read".formatted(event.type())));
            case LogCorruptException corrupt ->
                    stop(new Rebuild.Failure(0, "the log is broken: " + corrupt.getMessage()));
            default -> foldings.forEach(it -> leave(it.held(), failure));
        }
    }

    /** What was folded up to there is kept. */
    private void stop(Rebuild.Failure failure) {
        each(Folding::flush);
        for (var folding : foldings) {
            LOG.error("{} stops at {}", folding.held(), failure);
            folding.held().fail(failure);
        }
    }

    /** It is taken up again, here or elsewhere, where it last wrote. */
    private static void leave(Held held, Throwable failure) {
        LOG.warn("{} cannot go on now: {}", held, Transience.describe(failure));
        LOG.debug("what failed", failure);
        held.abandon();
    }

    private static void requireDense(long last, List<RecordedEvent> events) {
        long expected = last;
        for (var event : events) {
            expected++;
            if (event.position() != expected) {
                throw new LogCorruptException(
                        "position %d follows %d".formatted(event.position(), expected - 1));
            }
        }
    }
}
