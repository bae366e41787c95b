package dev.mooring.query.feed;

import dev.mooring.api.stream.Line;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.springframework.http.codec.ServerSentEvent;

/**
 * One who follows the feed. Told by two: by whoever catches him up with what he missed, and by the
 * tail; what the tail tells meanwhile waits, as far as there is room. One for whom there is no room
 * is told once that he missed something, and is told of nothing until he knows. Thread-safe.
 */
final class Follower {

    /** The name of the event that says: query again, something is missing from here on. */
    static final String RESET = "reset";

    /** What may wait while he is caught up. */
    private static final int ROOM = 64;

    private final Interest interest;
    private final Line<Object> line;
    private final Queue<News> held = new ArrayDeque<>();

    /** The position up to which he knows, or needs not be told. */
    private long told;

    private boolean catchingUp;
    private boolean missed;

    /**
     * A follower who knows everything up to a position.
     *
     * @param catchingUp whether he is to be told of what came before, until {@link #caughtUp}
     */
    Follower(Interest interest, Line<Object> line, long told, boolean catchingUp) {
        this.interest = interest;
        this.line = line;
        this.told = told;
        this.catchingUp = catchingUp;
    }

    Interest interest() {
        return interest;
    }

    /** News that just came, in order of position. */
    synchronized void hear(News news) {
        if (!interest.isIn(news) || missed) {
            return;
        }
        if (!catchingUp) {
            tell(news);
        } else if (held.size() < ROOM) {
            held.add(news);
        } else {
            held.clear();
            missed = true;
        }
    }

    /** News that he missed, in order of position. Says whether there was room for it. */
    synchronized boolean catchUp(News news) {
        return missed || !interest.isIn(news) || line.tell(event(news));
    }

    /** The position up to which he was told, or needs not be. */
    synchronized long told() {
        return told;
    }

    boolean hasLeft() {
        return line.hasEnded();
    }

    /** What he missed is told, up to a position. */
    synchronized void caughtUp(long upTo) {
        told = Math.max(told, upTo);
        catchingUp = false;
        held.forEach(this::tell);
        held.clear();
    }

    /** He missed something that cannot be told him any more. */
    synchronized void miss() {
        missed = true;
    }

    /**
     * Tells him, if there is room by now, that he missed something.
     *
     * @param position from where on he will hear again
     */
    synchronized void own(long position) {
        if (missed && line.tell(reset(position))) {
            missed = false;
            catchingUp = false;
            told = Math.max(told, position);
        }
    }

    private void tell(News news) {
        if (news.position() <= told || missed) {
            return;
        }
        if (!line.tell(event(news))) {
            missed = true;
        }
        if (news.last()) {
            told = news.position();
        }
    }

    private static ServerSentEvent<Object> event(News news) {
        var event = ServerSentEvent.<Object>builder(news.shown()).event(news.type());
        return (news.last() ? event.id(Long.toString(news.position())) : event).build();
    }

    private static ServerSentEvent<Object> reset(long position) {
        return ServerSentEvent.<Object>builder(Map.of("position", position))
                .event(RESET)
                .id(Long.toString(position))
                .build();
    }
}
