package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.EventBytes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Fetches commits onwards from an end and checks that each is what its hash says and goes on from
 * the one before. While there is more, the next are on their way before they are asked for. For one
 * thread.
 */
final class ReadAhead {

    private static final int FIRST = 64;
    private static final int MOST = 4_096;

    /** About what is fetched at once, in bytes: commits may be large. */
    private static final long BYTES_AT_ONCE = 4L << 20;

    private final PatientReads commits;
    private final @Nullable Executor threads;

    private Tail tail;
    private int atOnce = FIRST;
    private @Nullable CompletableFuture<Fetched> coming;

    /** Commits that go on from where it was asked for, and what went wrong behind them. */
    private record Fetched(
            List<CommitDocument> commits, Tail end, @Nullable RuntimeException failure) {}

    /**
     * @param threads where to fetch ahead; null to fetch when asked, on the asking thread
     */
    ReadAhead(PatientReads commits, Tail from, @Nullable Executor threads) {
        this.commits = commits;
        this.tail = from;
        this.threads = threads;
    }

    /**
     * The next commits, none at the head. What goes wrong behind the first comes to light with the
     * next call.
     *
     * @throws LogCorruptException where the first does not go on from the ones before
     */
    List<CommitDocument> next() {
        var under = coming;
        coming = null;
        var asked = atOnce;
        var fetched = under == null ? fetch(tail, asked) : under.join();
        if (fetched.commits().isEmpty() && fetched.failure() != null) {
            throw fetched.failure();
        }
        tail = fetched.end();
        atOnce = fitting(fetched.commits());
        if (threads != null && fetched.commits().size() == asked) {
            var from = tail;
            int next = atOnce;
            coming = CompletableFuture.supplyAsync(() -> fetch(from, next), threads);
        }
        return fetched.commits();
    }

    private Fetched fetch(Tail from, int count) {
        var end = from;
        List<CommitDocument> found;
        try {
            found = commits.after(from.number(), count);
        } catch (RuntimeException e) {
            return new Fetched(List.of(), from, e);
        }
        for (int i = 0; i < found.size(); i++) {
            try {
                end = end.over(found.get(i));
            } catch (LogCorruptException e) {
                return new Fetched(found.subList(0, i), end, e);
            }
        }
        return new Fetched(found, end, null);
    }

    /** About as many as fit, and no more than twice as many as before. */
    private int fitting(List<CommitDocument> fetched) {
        long bytes = 1;
        for (var commit : fetched) {
            bytes += commit.content().events().stream().mapToLong(EventBytes::size).sum();
        }
        long fit = BYTES_AT_ONCE * Math.max(1, fetched.size()) / bytes;
        return (int) Math.clamp(fit, 1, Math.min(MOST, atOnce * 2L));
    }
}
