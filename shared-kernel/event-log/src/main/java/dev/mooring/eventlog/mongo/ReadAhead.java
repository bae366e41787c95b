package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.format.CommitDocument;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Fetches commits onwards from an end and checks that each is what its hash says and goes on from
 * the one before. While there is more, the next are on their way before they are asked for; since
 * numbers are dense, it is known where they begin before those in front of them are there. For one
 * thread.
 */
final class ReadAhead {

    private static final int FIRST = 64;
    private static final int MOST = 2_048;

    /** About what is fetched at once, in bytes: commits may be large. */
    private static final long BYTES_AT_ONCE = 2L << 20;

    /** Fetches under way: the database works on one while another is taken from the network. */
    private static final int UNDER_WAY = 2;

    private final PatientReads commits;
    private final @Nullable Executor threads;
    private final ArrayDeque<Fetch> coming = new ArrayDeque<>();

    private Tail tail;
    private int atOnce = FIRST;

    /** Commits that were asked for, behind a number. */
    private record Fetch(long after, int count, CompletableFuture<List<CommitDocument>> commits) {

        long upTo() {
            return after + count;
        }

        List<CommitDocument> join() {
            try {
                return commits.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    /**
     * @param threads where to fetch ahead; null to fetch when asked, on the asking thread
     */
    ReadAhead(PatientReads commits, Tail from, @Nullable Executor threads) {
        this.commits = commits;
        this.tail = from;
        this.threads = threads;
    }

    /** What the events of commits take, in bytes. */
    static long size(Collection<CommitDocument> commits) {
        long bytes = 0;
        for (var commit : commits) {
            for (var event : commit.content().events()) {
                bytes += event.size();
            }
        }
        return bytes;
    }

    /**
     * The next commits, none at the head. What goes wrong behind the first comes to light with the
     * next call.
     *
     * @throws LogCorruptException where the first does not go on from the ones before
     */
    List<CommitDocument> next() {
        var fetch = coming.poll();
        int asked = fetch == null ? atOnce : fetch.count();
        List<CommitDocument> found;
        try {
            found = fetch == null ? commits.after(tail.number(), asked) : fetch.join();
        } catch (RuntimeException e) {
            coming.clear();
            throw e;
        }
        if (found.size() < asked) {
            // What is behind them begins elsewhere.
            coming.clear();
        } else {
            atOnce = fitting(found);
            fetchBehind(tail.number() + asked);
        }
        var good = checked(found);
        if (good.size() < found.size()) {
            coming.clear();
        }
        return good;
    }

    private void fetchBehind(long number) {
        var last = coming.peekLast();
        long after = last == null ? number : last.upTo();
        while (threads != null && coming.size() < UNDER_WAY) {
            long from = after;
            int count = atOnce;
            coming.add(
                    new Fetch(
                            from,
                            count,
                            CompletableFuture.supplyAsync(
                                    () -> commits.after(from, count), threads)));
            after = from + count;
        }
    }

    /** Those up to the first that is not what was written. */
    private List<CommitDocument> checked(List<CommitDocument> found) {
        boolean intact = areIntact(found);
        for (int i = 0; i < found.size(); i++) {
            try {
                tail = intact ? tail.linked(found.get(i)) : tail.over(found.get(i));
            } catch (LogCorruptException e) {
                if (i == 0) {
                    throw e;
                }
                return found.subList(0, i);
            }
        }
        return found;
    }

    private boolean areIntact(List<CommitDocument> found) {
        var all = threads == null ? found.stream() : found.parallelStream();
        return all.allMatch(CommitDocument::isIntact);
    }

    /** About as many as fit, and no more than twice as many as before. */
    private int fitting(List<CommitDocument> fetched) {
        long fit = BYTES_AT_ONCE * Math.max(1, fetched.size()) / Math.max(1, size(fetched));
        return (int) Math.clamp(fit, 1, Math.min(MOST, atOnce * 2L));
    }
}
