package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.CommitCursor;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.StoredLog;
import dev.mooring.eventlog.format.CommitDocument;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/** A log's commits as they are stored. Thread-safe. */
final class StoredCommits implements StoredLog {

    private final PatientReads commits;
    private final Doorbell bell;
    private final Executor threads;

    /**
     * @param threads where to fetch ahead of a reader who is behind
     */
    StoredCommits(PatientReads commits, Doorbell bell, Executor threads) {
        this.commits = commits;
        this.bell = bell;
        this.threads = threads;
    }

    @Override
    public long end() {
        return commits.last(bell.newest()).map(CommitDocument::number).orElse(0L);
    }

    @Override
    public CommitCursor after(long number) {
        var end = number == 0 ? Tail.EMPTY : Tail.at(commits.existing(number));
        return new Cursor(new ReadAhead(commits, end, threads), number);
    }

    @Override
    public List<CommitDocument> numbered(Collection<Long> numbers) {
        var asked = new TreeSet<>(numbers);
        var found = commits.numbered(asked);
        var missing = new TreeSet<>(asked);
        for (var commit : found) {
            missing.remove(commit.intact().number());
        }
        if (!missing.isEmpty()) {
            throw new LogCorruptException("the log has no commit " + missing.first());
        }
        return found;
    }

    private final class Cursor implements CommitCursor {

        private final ReadAhead source;
        private long last;
        private volatile boolean woken;

        Cursor(ReadAhead source, long last) {
            this.source = source;
            this.last = last;
        }

        @Override
        public List<CommitDocument> next() {
            var next = source.next();
            if (!next.isEmpty()) {
                last = next.getLast().number();
                bell.ring(last);
            }
            return next;
        }

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            return bell.awaitBeyond(last, atMost, () -> woken);
        }

        @Override
        public void wake() {
            woken = true;
            bell.stir();
        }

        @Override
        public void close() {
            // Holds nothing that would have to be given back.
        }
    }
}
