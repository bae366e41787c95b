package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.CommitDocument;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads commits by number and hands their events out one by one. */
final class LogCursor implements EventCursor {

    private static final int COMMITS_AT_ONCE = 256;

    private final PatientReads commits;
    private final CommitCodec codec;
    private final Doorbell bell;
    private final ArrayDeque<CommitDocument> ahead = new ArrayDeque<>();
    private Place place;
    private boolean resumed;
    private volatile boolean woken;
    private @Nullable Runnable callback;

    LogCursor(PatientReads commits, CommitCodec codec, Doorbell bell, Place after) {
        this.commits = commits;
        this.codec = codec;
        this.bell = bell;
        this.place = after;
    }

    @Override
    public List<RecordedEvent> next(int maxEvents) {
        var events = new ArrayList<RecordedEvent>();
        while (events.size() < maxEvents) {
            var commit = current();
            if (commit == null) {
                break;
            }
            int offset = commit.number() == place.commit() ? place.offset() + 1 : 0;
            var event = codec.open(commit, offset);
            place = event.place();
            if (offset == commit.content().events().size() - 1) {
                ahead.remove();
            }
            events.add(event);
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

    /** The commit that holds the next event; null at the head. */
    private @Nullable CommitDocument current() {
        if (ahead.isEmpty()) {
            fetch();
        }
        return ahead.peek();
    }

    private void fetch() {
        if (!resumed) {
            resumed = true;
            resume();
        }
        if (ahead.isEmpty()) {
            ahead.addAll(commits.after(place.commit(), COMMITS_AT_ONCE));
        }
        if (!ahead.isEmpty()) {
            bell.ring(ahead.getLast().number());
        }
    }

    /** Takes up the commit of the place it began at, where events of it are left. */
    private void resume() {
        if (place.equals(Place.BEGINNING)) {
            return;
        }
        var commit = commits.existing(place.commit());
        if (commit.first() + place.offset() != place.position()
                || commit.last() < place.position()) {
            throw new LogCorruptException("the log has no " + place);
        }
        if (commit.last() > place.position()) {
            ahead.add(commit);
        }
    }
}
