package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.format.CommitDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;

/** Reads of the log that outlast a fail-over, which the driver gives up on sooner. Thread-safe. */
final class PatientReads {

    private final LogCollection log;
    private final Duration patience;
    private final Timing timing;

    PatientReads(LogCollection log, Duration patience, Timing timing) {
        this.log = log;
        this.patience = patience;
        this.timing = timing;
    }

    /**
     * The last commit. A primary that has been replaced and does not know it yet, or has just
     * replaced one and does not know what a majority has, may end before what was seen already: it
     * is asked again until patience runs out.
     *
     * @param seen the number of a commit that is in the log, or 0
     */
    Optional<CommitDocument> last(long seen) {
        try (var pause = new Backoff(patience, timing)) {
            while (true) {
                var found = pause.until(log::last);
                if (found.map(CommitDocument::number).orElse(0L) >= seen) {
                    return found;
                }
                pause.next(null);
            }
        } catch (OutOfPatience e) {
            throw LogUnavailableException.unreadable(e.failure().getCause());
        }
    }

    List<CommitDocument> after(long number, int max) {
        return patiently(() -> log.after(number, max));
    }

    List<CommitDocument> ofAggregate(String aggregateId, long fromSequence) {
        return patiently(() -> log.ofAggregate(aggregateId, fromSequence));
    }

    /**
     * A commit that was seen before. A primary that has been replaced and does not know it yet may
     * not have it, so it is looked for until patience runs out.
     *
     * @throws LogCorruptException where it is nowhere
     */
    CommitDocument existing(long number) {
        try (var pause = new Backoff(patience, timing)) {
            while (true) {
                var found = pause.until(() -> log.numbered(number));
                if (found.isPresent()) {
                    return found.get();
                }
                pause.next(null);
            }
        } catch (OutOfPatience e) {
            var why = e.failure().getCause();
            throw why == null
                    ? new LogCorruptException("the log has no commit " + number)
                    : LogUnavailableException.unreadable(why);
        }
    }

    /** Those that there are of these, in order. */
    List<CommitDocument> numbered(SortedSet<Long> numbers) {
        return patiently(() -> log.numbered(numbers));
    }

    List<CommitDocument> claiming(String key) {
        return patiently(() -> log.claiming(List.of(key)));
    }

    private <T> T patiently(Supplier<T> read) {
        try (var pause = new Backoff(patience, timing)) {
            return pause.until(read);
        } catch (OutOfPatience e) {
            throw LogUnavailableException.unreadable(e.failure().getCause());
        }
    }
}
