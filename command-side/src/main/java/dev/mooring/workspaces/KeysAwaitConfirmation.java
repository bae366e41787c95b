package dev.mooring.workspaces;

import dev.mooring.api.access.KeyDirectory;
import dev.mooring.api.access.StoredKey;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.archive.RestoreRecord;
import dev.mooring.eventlog.archive.RestoreRecord.Restored;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps API keys that came back with a restore from opening anything until the operator has
 * confirmed them (security.md 34): one that was revoked after the backup was taken is in the backup
 * unrevoked. Costs nothing where the database was never restored, or all are confirmed.
 * Thread-safe.
 */
public final class KeysAwaitConfirmation implements KeyDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(KeysAwaitConfirmation.class);

    /** How soon a confirmation is noticed. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    private final KeyDirectory keys;
    private final EventLog log;
    private final RestoreRecord record;
    private final LongSupplier nanos;
    private volatile Known known;

    /** What the record said, and when it was asked. */
    private record Known(Optional<Restored> restored, long at) {}

    public KeysAwaitConfirmation(KeyDirectory keys, EventLog log, RestoreRecord record) {
        this(keys, log, record, System::nanoTime);
    }

    KeysAwaitConfirmation(
            KeyDirectory keys, EventLog log, RestoreRecord record, LongSupplier nanos) {
        this.keys = keys;
        this.log = log;
        this.record = record;
        this.nanos = nanos;
        this.known = ask();
    }

    @Override
    public Optional<StoredKey> find(String keyId) {
        return keys.find(keyId).filter(_ -> !isSuspended(keyId));
    }

    private boolean isSuspended(String keyId) {
        var awaited = awaited();
        if (awaited.isEmpty()) {
            return false;
        }
        var madeAt = log.readAggregate(keyId, 0).getFirst().position();
        var suspended = awaited.get().suspends(keyId, madeAt);
        if (suspended) {
            LOG.warn(
                    "{} opens nothing since the restore of {}, until it is confirmed: mooring keys confirm {}",
                    keyId,
                    awaited.get().at(),
                    keyId);
        }
        return suspended;
    }

    /** What was confirmed stays so, and a database that is in use is never restored. */
    private Optional<Restored> awaited() {
        var last = known;
        if (last.restored().filter(Restored::suspendsSome).isEmpty()) {
            return Optional.empty();
        }
        if (nanos.getAsLong() - last.at() >= KEPT.toNanos()) {
            last = ask();
            known = last;
        }
        return last.restored().filter(Restored::suspendsSome);
    }

    private Known ask() {
        return new Known(record.find(), nanos.getAsLong());
    }
}
