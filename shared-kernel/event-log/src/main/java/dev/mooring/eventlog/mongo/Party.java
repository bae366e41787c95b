package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.format.SealedCommit;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Commits that go together because one thread waits for them: a caller's, or another node's. */
final class Party {

    final List<Pending> commits;
    final long bytes;

    /** Completed with what the waiting thread is woken for. */
    final CompletableFuture<Turn> turn = new CompletableFuture<>();

    private Party(List<SealedCommit> commits, boolean foreign) {
        this.commits = commits.stream().map(commit -> new Pending(commit, foreign)).toList();
        this.bytes = commits.stream().mapToLong(SealedCommit::size).sum();
    }

    static Party own(SealedCommit commit) {
        return new Party(List.of(commit), false);
    }

    static Party foreign(List<SealedCommit> commits) {
        return new Party(commits, true);
    }

    /** What a waiting thread is woken for. */
    enum Turn {
        /** To write the next batch. */
        LEAD,
        /** The commits have their ends. */
        DONE
    }

    int size() {
        return commits.size();
    }

    /** Whether another node waits for it. */
    boolean isForeign() {
        return !commits.isEmpty() && commits.getFirst().foreign;
    }
}
