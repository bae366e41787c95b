package dev.mooring.ledger;

import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.archive.LedgerFile;
import dev.mooring.eventlog.archive.LedgerLine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's ledger (security.md 34): follows the log on a thread of its own and writes down
 * what ends for good, within a moment of its commit.
 *
 * <p>Its place is the last line of its file, not a document in the database: so every node's ledger
 * is whole, one that was lost is made anew, and a database that was exchanged under it for a
 * restored one is noticed by the event that stands at that place. Thread-safe.
 */
final class LedgerKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerKeeper.class);

    private static final int BATCH = 1_000;

    /** After how many events that end nothing the place is written down. */
    private static final int FAR = 10_000;

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final EventLog log;
    private final Path file;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Since when the file has lacked something, by {@link System#nanoTime}; null while it has all.
     */
    private volatile @Nullable Long behindSince = System.nanoTime();

    LedgerKeeper(EventLog log, Path file, MeterRegistry meters) {
        this.log = log;
        this.file = file;
        TimeGauge.builder("mooring.ledger.lag", this::lag, TimeUnit.NANOSECONDS)
                .description("how long the ledger has not had all that the log has")
                .register(meters);
        this.thread = Thread.ofPlatform().daemon().name("ledger").unstarted(this::keep);
    }

    void start() {
        thread.start();
    }

    /** Ends it; what is not written yet is written at the next start. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long lag() {
        var since = behindSince;
        return since == null ? 0 : System.nanoTime() - since;
    }

    private void isBehind() {
        if (behindSince == null) {
            behindSince = System.nanoTime();
        }
    }

    private void keep() {
        while (!closed) {
            try (var ledger = LedgerFile.open(file)) {
                follow(ledger);
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                isBehind();
                if (closed || !pauseAfter(e)) {
                    return;
                }
            }
        }
    }

    /** Whatever it was, such as a full disk: nothing is lost, since it goes on from the file. */
    private boolean pauseAfter(Exception failure) {
        LOG.warn(
                "The ledger {} is not being written; again in {}: {}",
                file,
                PAUSE,
                failure.toString());
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void follow(LedgerFile ledger) throws IOException, InterruptedException {
        var from = place(ledger);
        if (!ledger.before().damaged().isEmpty()) {
            LOG.warn(
                    "Lines {} of the ledger {} are damaged; what the log says of them is written anew",
                    ledger.before().damaged(),
                    file);
        }
        var known = from.equals(Place.BEGINNING) ? events(ledger) : Set.<String>of();
        long written = from.position();
        try (EventCursor cursor = log.cursor(from)) {
            while (!closed) {
                var batch = cursor.next(BATCH);
                if (batch.isEmpty()) {
                    behindSince = null;
                    cursor.await(PAUSE);
                } else {
                    isBehind();
                    written = write(ledger, batch, known, written);
                }
            }
        }
    }

    /** Where the last line was read, if the log has that very event there. */
    private Place place(LedgerFile ledger) {
        var last = ledger.before().last().orElse(null);
        if (last == null || last.position() > log.head().position()) {
            return Place.BEGINNING;
        }
        var found = log.read(last.position() - 1, 1).getFirst();
        return found.id().equals(last.event()) ? found.place() : Place.BEGINNING;
    }

    private static Set<String> events(LedgerFile ledger) {
        var events = new HashSet<String>();
        ledger.before().lines().stream()
                .filter(LedgerLine::isEnd)
                .forEach(line -> events.add(line.event()));
        return events;
    }

    private static long write(
            LedgerFile ledger, List<RecordedEvent> batch, Set<String> known, long written)
            throws IOException {
        var lines = new ArrayList<LedgerLine>();
        for (var event : batch) {
            var line = line(event);
            if (line != null && !known.contains(line.event())) {
                lines.add(line);
            }
        }
        var last = batch.getLast();
        long reached = lines.isEmpty() ? written : lines.getLast().position();
        if (last.position() - reached >= FAR) {
            lines.add(LedgerLine.read(last.id(), last.position(), last.at()));
        }
        if (lines.isEmpty()) {
            return written;
        }
        ledger.append(lines);
        return lines.getLast().position();
    }

    private static @Nullable LedgerLine line(RecordedEvent event) {
        return LedgerLine.ENDS.contains(event.type())
                ? new LedgerLine(
                        event.type(),
                        event.workspace().value(),
                        event.aggregateId(),
                        event.id(),
                        event.position(),
                        event.at())
                : null;
    }
}
