package dev.mooring.eventlog.mongo;

import com.mongodb.MongoException;
import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.keys.KeysUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads commits by number and hands their events out in order. Checks on the way that each commit
 * is what its hash says and goes on from the one before. What goes wrong behind events that can be
 * handed out comes to light with the next call.
 */
final class LogCursor implements EventCursor {

    /** Fewer are decoded sooner by one thread than shared out. */
    private static final int WORTH_SHARING = 128;

    /** However many events are asked for, what one call hands out takes little more than this. */
    private static final long BYTES_AT_ONCE = 8L << 20;

    private final PatientReads commits;
    private final CommitCodec codec;
    private final Doorbell bell;
    private final @Nullable Executor threads;
    private final ArrayDeque<CommitDocument> ahead = new ArrayDeque<>();
    private Place place;

    /** What follows {@link #ahead}; null until it is known where it began. */
    private @Nullable ReadAhead source;

    private volatile boolean woken;
    private @Nullable Runnable callback;

    /** An event's place among what is ahead. */
    private record Slot(CommitDocument commit, int offset) {}

    /** One that fetches and decodes on its caller's thread alone. */
    LogCursor(PatientReads commits, CommitCodec codec, Doorbell bell, Place after) {
        this(commits, codec, bell, after, null);
    }

    /**
     * @param threads where to fetch ahead of the reader while he is behind
     */
    LogCursor(
            PatientReads commits,
            CommitCodec codec,
            Doorbell bell,
            Place after,
            @Nullable Executor threads) {
        this.commits = commits;
        this.codec = codec;
        this.bell = bell;
        this.place = after;
        this.threads = threads;
    }

    @Override
    public List<RecordedEvent> next(int maxEvents) {
        var events = new ArrayList<RecordedEvent>();
        long bytes = 0;
        while (events.size() < maxEvents) {
            if (ahead.isEmpty()) {
                if (bytes > BYTES_AT_ONCE || !hasMore(events.isEmpty())) {
                    break;
                }
                bytes += ReadAhead.size(ahead);
            }
            var decoded = decode(slots(maxEvents - events.size()), events.isEmpty());
            if (decoded.isEmpty()) {
                break;
            }
            events.addAll(decoded);
            passed(decoded.getLast().place());
        }
        return events;
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return !ahead.isEmpty() || bell.awaitBeyond(place.commit(), atMost, () -> woken);
    }

    @Override
    public void wake() {
        woken = true;
        bell.stir();
    }

    @Override
    public void onCommit(Runnable newCallback) {
        if (callback != null) {
            bell.forget(callback);
        }
        callback = newCallback;
        bell.onRing(newCallback);
    }

    @Override
    public void close() {
        if (callback != null) {
            bell.forget(callback);
        }
    }

    private boolean hasMore(boolean first) {
        try {
            fetch();
        } catch (RuntimeException e) {
            if (first) {
                throw e;
            }
        }
        return !ahead.isEmpty();
    }

    private void fetch() {
        var from = source;
        if (from == null) {
            from = new ReadAhead(commits, resume(), threads);
            source = from;
        }
        if (ahead.isEmpty()) {
            ahead.addAll(from.next());
        }
        if (!ahead.isEmpty()) {
            bell.ring(ahead.getLast().number());
        }
    }

    /** Takes up the commit of the place it began at, where events of it are left. */
    private Tail resume() {
        if (place.equals(Place.BEGINNING)) {
            return Tail.EMPTY;
        }
        var commit = commits.existing(place.commit());
        if (commit.first() + place.offset() != place.position()
                || commit.last() < place.position()) {
            throw new LogCorruptException("the log has no " + place);
        }
        var end = Tail.at(commit);
        if (commit.last() > place.position()) {
            ahead.add(commit);
        }
        return end;
    }

    /** The next events of what is ahead, up to so many. */
    private List<Slot> slots(int most) {
        var slots = new ArrayList<Slot>();
        for (var commit : ahead) {
            int offset = commit.number() == place.commit() ? place.offset() + 1 : 0;
            for (; offset < commit.content().events().size(); offset++) {
                if (slots.size() == most) {
                    return slots;
                }
                slots.add(new Slot(commit, offset));
            }
        }
        return slots;
    }

    /** Everything up to this place was handed out. */
    private void passed(Place last) {
        place = last;
        while (!ahead.isEmpty() && ahead.getFirst().last() <= last.position()) {
            ahead.remove();
        }
    }

    /** Decodes as many as can be, in order. */
    private List<RecordedEvent> decode(List<Slot> slots, boolean first) {
        if (threads != null && slots.size() >= WORTH_SHARING) {
            try {
                return slots.parallelStream()
                        .map(slot -> codec.open(slot.commit(), slot.offset()))
                        .toList();
            } catch (RuntimeException e) {
                // One by one, to hand out what stands before it.
            }
        }
        var events = new ArrayList<RecordedEvent>();
        for (var slot : slots) {
            try {
                events.add(codec.open(slot.commit(), slot.offset()));
            } catch (RuntimeException e) {
                if (first && events.isEmpty()) {
                    throw willPass(e) ? e : codec.unreadable(slot.commit(), slot.offset(), e);
                }
                break;
            }
        }
        return events;
    }

    /** Whether it is not the event's fault. */
    private static boolean willPass(RuntimeException failure) {
        return failure instanceof MongoException
                || failure instanceof LogUnavailableException
                || failure instanceof KeysUnavailableException;
    }
}
