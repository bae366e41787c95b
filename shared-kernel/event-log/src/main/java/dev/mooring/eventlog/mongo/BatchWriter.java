package dev.mooring.eventlog.mongo;

import com.mongodb.MongoException;
import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.mongo.Pending.Outcome.Failed;
import dev.mooring.eventlog.mongo.Pending.Outcome.Written;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a batch of commits into the next slots, until each has an end: written, refused, or out of
 * time. A slot is claimed only after its predecessor was seen, and what got no answer is sent again
 * for the same slots, so that a commit that is in the log is found there and never written twice.
 * Used by one thread at a time.
 */
final class BatchWriter implements BatchSink {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final int WALK = 256;

    /** How far the others' commits are gone over one by one. */
    private static final int LONGEST_WALK = 16 * WALK;

    private final LogCollection log;
    private final Doorbell bell;
    private final Clock clock;
    private final Duration patience;
    private final Timing timing;
    private final WriterEvents events;
    private final RecentKeys taken = new RecentKeys();

    private @Nullable Tail tail;
    private boolean metOthers;
    private volatile @Nullable LogCorruptException broken;
    private volatile boolean failing;

    BatchWriter(LogCollection log, Doorbell bell, Clock clock, Duration patience, Timing timing) {
        this(log, bell, clock, patience, timing, WriterEvents.UNHEARD);
    }

    /**
     * @param patience how long a batch is tried
     * @param events told what happens on the way
     */
    BatchWriter(
            LogCollection log,
            Doorbell bell,
            Clock clock,
            Duration patience,
            Timing timing,
            WriterEvents events) {
        this.log = log;
        this.bell = bell;
        this.clock = clock;
        this.patience = patience;
        this.timing = timing;
        this.events = events;
    }

    @Override
    public void write(List<Pending> batch) {
        write(batch, () -> false);
    }

    /**
     * Gives every commit of the batch its end, unless there is a better way for them meanwhile.
     *
     * @param elsewhere asked whenever another node was first; true leaves what has no end to the
     *     caller, nothing of it unanswered for
     */
    void write(List<Pending> batch, BooleanSupplier elsewhere) {
        requireWhole();
        try (var pause = new Backoff(patience, timing)) {
            if (batch.stream().anyMatch(Pending::isUnanswered)) {
                pause.unanswered();
            }
            for (var open = open(batch); !open.isEmpty(); open = open(batch)) {
                metOthers = false;
                round(open, pause);
                if (metOthers && elsewhere.getAsBoolean()) {
                    break;
                }
            }
            failing = false;
        } catch (LogCorruptException e) {
            broken = e;
            LOG.error(
                    "THE LOG IS BROKEN. This node appends nothing more and is not ready: {}",
                    e.getMessage(),
                    e);
            throw e;
        } catch (OutOfPatience e) {
            failing = true;
            open(batch).forEach(pending -> pending.end(new Failed(e.failure())));
        }
    }

    /** Throws what stopped this node, where something did. */
    void requireWhole() {
        if (broken != null) {
            throw broken;
        }
    }

    /** A commit from here, written by the node that writes for all: the log reaches that far. */
    void heardOf(CommitDocument document) {
        if (tail == null || tail.number() < document.number()) {
            tail = Tail.at(document);
        }
        taken.add(document.content().keys());
        bell.ring(document.number());
    }

    /** Whether the last batch got no answer. */
    boolean isFailing() {
        return failing;
    }

    boolean isBroken() {
        return broken != null;
    }

    /** One insertion of what is open and can go together. */
    private void round(List<Pending> open, Backoff pause) throws OutOfPatience {
        var start = tail(pause);
        var together = together(open);
        if (together.isEmpty()) {
            return;
        }
        var documents = number(together, start);
        events.sent(documents.size());
        while (true) {
            switch (insert(documents)) {
                case Answer.Acknowledged() -> written(together, documents, documents.size());
                case Answer.SlotTaken(int index) -> {
                    written(together, documents, index);
                    events.slotTaken();
                    if (!walk(open, pause)) {
                        pause.next(null);
                    }
                }
                case Answer.KeyTaken(int index) -> {
                    written(together, documents, index);
                    events.keyTaken();
                    if (!settle(together.get(index), pause)) {
                        pause.next(null);
                    }
                }
                case Answer.Rejected(int index, MongoException why) -> {
                    written(together, documents, index);
                    LOG.error("the database will not have a commit", why);
                    together.get(index).end(new Failed(pause.failure(why)));
                }
                case Answer.Missing(boolean sent, MongoException why) -> {
                    LOG.warn(
                            "no answer for commits {} to {}; sending them again: {}",
                            documents.getFirst().number(),
                            documents.getLast().number(),
                            why.toString());
                    events.resent();
                    pause.next(sent, why);
                    continue;
                }
            }
            return;
        }
    }

    private Answer insert(List<CommitDocument> documents) {
        try {
            log.insert(documents);
            return new Answer.Acknowledged();
        } catch (MongoException e) {
            return Answer.of(e);
        }
    }

    private List<CommitDocument> number(List<Pending> together, Tail start) {
        var documents = new ArrayList<CommitDocument>(together.size());
        var now = clock.instant();
        var end = start;
        for (var pending : together) {
            var document = end.next(pending.commit, now);
            documents.add(document);
            end = new Tail(document.number(), document.last(), document.at(), document.hash());
        }
        return documents;
    }

    /**
     * Those of the open that claim nothing that another of them does: of two the first goes. What
     * claims something known to be taken is settled without asking the index, whose refusal would
     * cut the batch short.
     */
    private List<Pending> together(List<Pending> open) {
        var together = new ArrayList<Pending>(open.size());
        var claimed = new HashSet<String>();
        for (var pending : open) {
            var keys = pending.commit.keys();
            var known = taken.firstTaken(keys);
            if (known != null && !taken.contains(pending.commit.id())) {
                events.keyKnown();
                pending.end(new Failed(conflict(known)));
            } else if (Collections.disjoint(keys, claimed)) {
                claimed.addAll(keys);
                together.add(pending);
            }
        }
        return together;
    }

    /** The first so many are in the log and its new end. */
    private void written(List<Pending> together, List<CommitDocument> documents, int count) {
        for (int i = 0; i < count; i++) {
            taken.add(documents.get(i).content().keys());
            together.get(i).end(new Written(documents.get(i), false));
        }
        if (count > 0) {
            var last = documents.get(count - 1);
            tail = new Tail(last.number(), last.last(), last.at(), last.hash());
            bell.ring(last.number());
        }
    }

    /**
     * Goes over what others appended and adopts what is ours: sent before, its answer lost. Where
     * that is more than could be gone over in time, this node begins anew at the end, as it did
     * when it started: what of ours lies between is found by its key.
     *
     * @return whether there was anything that a majority has
     */
    private boolean walk(List<Pending> open, Backoff pause) throws OutOfPatience {
        var ours = new HashMap<String, Pending>();
        open.forEach(pending -> ours.put(pending.commit.id(), pending));
        int walked = 0;
        while (true) {
            var known = tail(pause);
            var found = pause.until(() -> log.after(known.number(), WALK));
            var now = known;
            for (var document : found) {
                now = now.over(document);
                tail = now;
                taken.add(document.content().keys());
                bell.ring(document.number());
                metOthers |= !adopt(ours, document);
            }
            walked += found.size();
            if (found.size() == WALK && walked >= LONGEST_WALK) {
                LOG.info("far behind after commit {}; beginning anew at the end", now.number());
                tail = null;
            } else if (found.size() < WALK) {
                return walked > 0;
            }
        }
    }

    private boolean adopt(Map<String, Pending> ours, CommitDocument document) {
        var own = ours.get(document.content().id());
        if (own == null) {
            return false;
        }
        if (own.isOpen()) {
            events.adopted();
            own.end(own.found(document));
        }
        return true;
    }

    /**
     * Finds out which key was refused.
     *
     * @return false where no majority has its holder yet
     */
    private boolean settle(Pending refused, Backoff pause) throws OutOfPatience {
        var keys = refused.commit.keys();
        var holders = pause.until(() -> log.claiming(keys));
        for (var holder : holders) {
            if (holder.content().id().equals(refused.commit.id())) {
                events.adopted();
                refused.end(
                        refused.isUnanswered() ? refused.found(holder) : new Written(holder, true));
                return true;
            }
        }
        for (var holder : holders) {
            taken.add(holder.content().keys());
        }
        var known = taken.firstTaken(keys);
        // Its own id is among what it claims: it is in the log itself, and whoever was asked, a
        // primary that has been replaced, has not heard of it yet.
        if (known == null || taken.contains(refused.commit.id())) {
            return false;
        }
        refused.end(new Failed(conflict(known)));
        return true;
    }

    private Tail tail(Backoff pause) throws OutOfPatience {
        if (tail == null) {
            tail = pause.until(() -> log.last().map(Tail::at).orElse(Tail.EMPTY));
        }
        return tail;
    }

    private static List<Pending> open(List<Pending> batch) {
        return batch.stream().filter(Pending::isOpen).toList();
    }

    private static ConflictException conflict(String key) {
        int hash = key.indexOf('#');
        return new ConflictException(
                key.substring(0, hash), Long.parseLong(key.substring(hash + 1)));
    }
}
