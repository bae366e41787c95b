package dev.mooring.query.feed;

import dev.mooring.api.stream.EventStreams;
import dev.mooring.api.stream.Line;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.UnreadableEventException;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.connectionlist.ConnectionList;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;

/**
 * Tells whoever follows what happens to connections. Each node tails the log by position, whichever
 * node wrote it, and tells of an event once the connection list reflects it; one thread does so for
 * all followers, and rests while there are none. What it takes to remember a follower is bounded,
 * and so is what waits for a slow one. Thread-safe.
 */
final class Feed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int BATCH = 200;

    /** Who missed more than so many events queries again, and is not told of each. */
    private static final int MOST_MISSED = 10_000;

    /** Followers that are caught up at once; others wait. */
    private static final int CATCHING_UP = 16;

    /** How long one who is caught up may take to make room for the next event. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final EventLog log;
    private final ConnectionList list;
    private final Missed missed;
    private final Watermark watermark;
    private final EventStreams streams;
    private final InstantSource clock;
    private final Map<WorkspaceId, Set<Follower>> followers = new ConcurrentHashMap<>();
    private final Semaphore catchingUp = new Semaphore(CATCHING_UP);
    private final Object tail = new Object();

    /** Up to where everybody was told; guarded by {@link #tail}. */
    private long told;

    /** Counts the times that somebody came when nobody was there; guarded by {@link #tail}. */
    private int sitting;

    private volatile boolean running;
    private @Nullable Thread thread;

    Feed(
            EventLog log,
            ConnectionList list,
            Missed missed,
            Watermark watermark,
            EventStreams streams,
            InstantSource clock) {
        this.log = log;
        this.list = list;
        this.missed = missed;
        this.watermark = watermark;
        this.streams = streams;
        this.clock = clock;
    }

    /** How far the connection list is. */
    interface Watermark {

        long reached();

        /** Waits at most so long; says how far it is then. */
        long await(long position, Duration atMost) throws InterruptedException;
    }

    /** Finds what a follower missed. */
    @FunctionalInterface
    interface Missed {

        /** Up to so many of the events of an interest, after a position and up to another. */
        List<RecordedEvent> between(Interest interest, long after, long upTo, int limit)
                throws InterruptedException;
    }

    /**
     * The feed from now on, or from where a follower left it.
     *
     * @param lastSeen the position that he has seen; null for one who comes for the first time
     */
    Flux<ServerSentEvent<Object>> follow(Interest interest, @Nullable Long lastSeen) {
        return streams.open(line -> join(interest, lastSeen, line));
    }

    private void join(Interest interest, @Nullable Long lastSeen, Line<Object> line) {
        Follower follower;
        long here;
        synchronized (tail) {
            if (followers.isEmpty()) {
                told = watermark.reached();
                sitting++;
            }
            here = told;
            var isBehind = lastSeen != null && lastSeen < here;
            follower =
                    new Follower(
                            interest,
                            line,
                            lastSeen == null || isBehind ? here : lastSeen,
                            isBehind);
            followers
                    .computeIfAbsent(interest.workspace(), _ -> ConcurrentHashMap.newKeySet())
                    .add(follower);
            tail.notifyAll();
        }
        line.onEnd(() -> leave(follower));
        if (lastSeen == null || lastSeen >= here) {
            line.tell(begun("from here on").id(Long.toString(follower.told())).build());
        } else {
            line.tell(begun("what was missed comes first").build());
            catchUp(follower, lastSeen, here);
        }
    }

    /** Said at once, so that the answer begins before there is something to tell. */
    private static ServerSentEvent.Builder<Object> begun(String how) {
        return ServerSentEvent.builder().comment(how);
    }

    private void leave(Follower follower) {
        followers.computeIfPresent(
                follower.interest().workspace(),
                (_, there) -> {
                    there.remove(follower);
                    return there.isEmpty() ? null : there;
                });
    }

    private void catchUp(Follower follower, long lastSeen, long here) {
        try {
            catchingUp.acquire();
            try {
                catchUpAtOnce(follower, lastSeen, here);
            } finally {
                catchingUp.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            follower.miss();
        } catch (RuntimeException e) {
            LOG.warn("a follower could not be caught up and is told to query again", e);
            follower.miss();
        }
        follower.own(here);
    }

    private void catchUpAtOnce(Follower follower, long lastSeen, long here)
            throws InterruptedException {
        var interest = follower.interest();
        long after = lastSeen;
        int events = 0;
        while (after < here && events < MOST_MISSED) {
            var next = missed.between(interest, after, here, BATCH);
            for (var news : News.of(interest.workspace(), next, list, clock.instant())) {
                if (!catchUpPatiently(follower, news)) {
                    follower.miss();
                    return;
                }
            }
            events += next.size();
            after = next.size() < BATCH ? here : next.getLast().position();
        }
        if (after < here) {
            follower.miss();
        } else {
            follower.caughtUp(here);
        }
    }

    /** One who reads slowly, but reads, is told all of it. */
    private static boolean catchUpPatiently(Follower follower, News news)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!follower.catchUp(news)) {
            if (follower.hasLeft() || System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        return true;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("feed").start(this::tail);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void tail() {
        while (running) {
            try {
                awaitFollowers();
                tailWhileFollowed();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("the feed goes on in a moment", e);
                pause();
            }
        }
    }

    private void awaitFollowers() throws InterruptedException {
        synchronized (tail) {
            while (followers.isEmpty()) {
                tail.wait();
            }
        }
    }

    private void tailWhileFollowed() throws InterruptedException {
        long from;
        int mine;
        synchronized (tail) {
            from = told;
            mine = sitting;
        }
        try (var cursor = log.cursor(log.placeOf(from))) {
            while (running && goesOn(mine)) {
                var events = cursor.next(BATCH);
                if (events.isEmpty()) {
                    cursor.await(IDLE);
                } else {
                    long last = events.getLast().position();
                    while (watermark.await(last, IDLE) < last && running) {
                        LOG.debug("the connection list is behind the feed");
                    }
                    tell(events, last);
                }
                ownUp();
            }
        } catch (UnreadableEventException e) {
            LOG.warn("the feed passes over an event that cannot be read, {}", e.place());
            synchronized (tail) {
                told = Math.max(told, e.place().position());
            }
        }
    }

    /** Where everybody has left, the next one begins where he is, and not where they were. */
    private boolean goesOn(int mine) {
        synchronized (tail) {
            return sitting == mine && !followers.isEmpty();
        }
    }

    /** Nobody joins meanwhile, who would then not be told of what is before his beginning. */
    private void tell(List<RecordedEvent> events, long last) {
        synchronized (tail) {
            var byWorkspace = new LinkedHashMap<WorkspaceId, List<RecordedEvent>>();
            events.stream()
                    .filter(event -> followers.containsKey(event.workspace()))
                    .forEach(event ->
                            byWorkspace
                                    .computeIfAbsent(event.workspace(), _ -> new ArrayList<>())
                                    .add(event));
            var now = clock.instant();
            byWorkspace.forEach((workspace, own) -> {
                var news = News.of(workspace, own, list, now);
                followers
                        .getOrDefault(workspace, Set.of())
                        .forEach(follower -> news.forEach(follower::hear));
            });
            told = Math.max(told, last);
        }
    }

    private void ownUp() {
        synchronized (tail) {
            followers.values().forEach(own -> own.forEach(follower -> follower.own(told)));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(IDLE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
