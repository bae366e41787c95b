package dev.mooring.query.rebuilding;

import dev.mooring.eventlog.Place;
import dev.mooring.query.Generation;
import dev.mooring.query.views.ServedView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild that this node works on, for as long as its claim is kept. What is written through it
 * is refused once another node has taken it over or an order has come, and then it is lost.
 * Thread-safe.
 */
final class Held {

    /** How long a node is missed before another takes over what it worked on. */
    static final Duration CLAIM = Duration.ofSeconds(5);

    /** Events per second are over so many beats, about a second each. */
    private static final int BEATS = 10;

    private final Rebuild rebuild;
    private final ServedView view;
    private final Rebuilds rebuilds;
    private final ArrayDeque<Beat> beats = new ArrayDeque<>();
    private volatile Place checkpoint;
    private volatile long processed;
    private volatile boolean finishing;
    private volatile boolean lost;

    private record Beat(long nanos, long processed) {}

    Held(Rebuild rebuild, ServedView view, Rebuilds rebuilds) {
        this.rebuild = rebuild;
        this.view = view;
        this.rebuilds = rebuilds;
        this.checkpoint = rebuild.checkpoint();
        this.processed = checkpoint.position();
    }

    Rebuild rebuild() {
        return rebuild;
    }

    String id() {
        return rebuild.id();
    }

    ServedView view() {
        return view;
    }

    Generation generation() {
        return new Generation(view.model(), rebuild.generation());
    }

    /** Whether to stop, writing nothing more. */
    boolean isLost() {
        return lost;
    }

    /** The log is read, and what is left may be left at any moment. */
    void finishing() {
        finishing = true;
    }

    boolean isFinishing() {
        return finishing;
    }

    void processed(long position) {
        processed = position;
    }

    /** Keeps the claim. */
    synchronized void beat() {
        if (lost) {
            return;
        }
        var log = view.source().log();
        beats.add(new Beat(System.nanoTime(), processed));
        while (beats.size() > BEATS) {
            beats.remove();
        }
        keep(
                rebuilds.beat(
                        id(),
                        rebuild.epoch(),
                        until(log.clock().instant()),
                        processed,
                        log.head().position(),
                        perSecond()));
    }

    /** Up to there everything is in the database. */
    void checkpoint(Place place) {
        keep(rebuilds.checkpoint(id(), rebuild.epoch(), place));
        checkpoint = place;
    }

    Place checkpoint() {
        return checkpoint;
    }

    void enter(State state) {
        keep(rebuilds.enter(id(), rebuild.epoch(), state));
    }

    synchronized void ready(long position, Rebuild.@Nullable Sample sample) {
        var at = view.source().log().clock().instant();
        keep(rebuilds.ready(id(), rebuild.epoch(), position, sample, at));
    }

    synchronized void fail(Rebuild.Failure failure) {
        rebuilds.fail(id(), rebuild.epoch(), failure);
        lost = true;
    }

    /** Works on it no more; it is anybody's once the claim has run out. */
    void abandon() {
        lost = true;
    }

    /** Leaves it to any node at once. */
    synchronized void release() {
        if (!lost) {
            rebuilds.release(id(), rebuild.epoch());
            lost = true;
        }
    }

    static Instant until(Instant now) {
        return now.plus(CLAIM);
    }

    private double perSecond() {
        var first = beats.getFirst();
        var last = beats.getLast();
        return last.nanos() == first.nanos()
                ? 0
                : (last.processed() - first.processed()) * 1e9 / (last.nanos() - first.nanos());
    }

    private void keep(boolean held) {
        if (!held) {
            lost = true;
        }
    }

    @Override
    public String toString() {
        return "rebuild " + id() + " of " + generation();
    }
}
