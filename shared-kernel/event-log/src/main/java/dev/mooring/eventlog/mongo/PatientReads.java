package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.format.CommitDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    Optional<CommitDocument> last() {
        return patiently(log::last);
    }

    List<CommitDocument> after(long number, int max) {
        return patiently(() -> log.after(number, max));
    }

    List<CommitDocument> ofAggregate(String aggregateId, long fromSequence) {
        return patiently(() -> log.ofAggregate(aggregateId, fromSequence));
    }

    Optional<CommitDocument> numbered(long number) {
        return patiently(() -> log.numbered(number));
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
