package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.ProcessorObserver;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.UnreadableEventException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one segment under one claim, on a thread of its own: read, deliver, store the place, in
 * this order, so that a crash at any moment leads to events that come by again and never to one
 * that does not. After any failure it starts over where it last stored, less and less often.
 */
final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** Whatever the doorbell says, the log is looked at this often. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Claim claim;
    private final SegmentStore segments;
    private final EventLog log;
    private final Delivery delivery;
    private final ProcessorSettings settings;
    private final Pause pause;
    private final BatchSize size = new BatchSize();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;

    private volatile Place stored;
    private volatile long caughtUpNanos = System.nanoTime();
    private volatile @Nullable Batch batch;
    private volatile @Nullable EventCursor reading;

    /** What is at hand. */
    record Batch(int events, long firstPosition, long sinceNanos) {}

    private Worker(
            Claim claim,
            BatchHandler handler,
            EventLog log,
            SegmentStore segments,
            DeadLetterStore letters,
            ProcessorSettings settings) {
        this.claim = claim;
        this.segments = segments;
        this.log = log;
        this.settings = settings;
        this.pause = new Pause();
        this.stored = claim.place();
        var box =
                new DeadLetterBox(
                        letters, segments, claim, settings, log.clock(), settings.observer());
        this.delivery = new Delivery(handler, box, settings, pause);
        this.thread = Thread.ofPlatform().daemon().name(claim.id()).unstarted(this::run);
    }

    static Worker start(
            Claim claim,
            BatchHandler handler,
            EventLog log,
            SegmentStore segments,
            DeadLetterStore letters,
            ProcessorSettings settings) {
        var worker = new Worker(claim, handler, log, segments, letters, settings);
        worker.thread.start();
        return worker;
    }

    Claim claim() {
        return claim;
    }

    /** Has it stop after the batch at hand. */
    void stop() {
        pause.callOff();
        var cursor = reading;
        if (cursor != null) {
            cursor.wake();
        }
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    /** Waits until it has stopped and given its segment back. */
    boolean awaitDone(Duration atMost) throws InterruptedException {
        return done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isStopping() {
        return pause.isCalledOff();
    }

    /** Its last stored position. */
    long position() {
        return stored.position();
    }

    /** How long ago it had seen all there was. */
    Duration sinceCaughtUp() {
        return Duration.ofNanos(System.nanoTime() - caughtUpNanos);
    }

    /** What it is at; null between batches. */
    @Nullable Batch batch() {
        return batch;
    }

    StackTraceElement[] stack() {
        return thread.getStackTrace();
    }

    private void run() {
        observer().claimed(claim.processor(), claim.segment().id());
        try {
            work();
        } catch (ClaimLostException | StoppingException e) {
            LOG.debug("{} stops: {}", claim, e.getMessage());
        } catch (Throwable e) {
            // Nobody else would tell. The segment is claimed again by whoever lives.
            LOG.error("{} has died", claim, e);
            linger();
        } finally {
            release();
            observer().lost(claim.processor(), claim.segment().id());
            done.countDown();
        }
    }

    private void work() {
        var wait = FIRST_PAUSE;
        int failures = 0;
        while (!pause.isCalledOff()) {
            var before = stored;
            try {
                follow();
            } catch (ClaimLostException | StoppingException e) {
                throw e;
            } catch (RuntimeException e) {
                boolean moved = stored.position() > before.position();
                failures = moved ? 1 : failures + 1;
                wait = moved ? FIRST_PAUSE : longer(wait);
                failed(e, failures, wait);
                pause.of(wait);
            } finally {
                batch = null;
                reading = null;
            }
        }
    }

    /** Follows the log from where the segment stands. */
    private void follow() {
        try (var cursor = log.cursor(stored)) {
            reading = cursor;
            while (!pause.isCalledOff()) {
                boolean rung = await(cursor);
                if (pause.isCalledOff()) {
                    return;
                }
                if (!step(cursor, rung)) {
                    return;
                }
            }
        }
    }

    /**
     * Reads and handles what there is.
     *
     * @return whether the cursor can be read on from
     */
    private boolean step(EventCursor cursor, boolean rung) {
        long began = System.nanoTime();
        List<RecordedEvent> events;
        try {
            events = cursor.next(size.next());
        } catch (UnreadableEventException e) {
            passOver(e);
            return false;
        }
        if (events.isEmpty()) {
            caughtUpNanos = began;
            return true;
        }
        if (!rung) {
            observer().doorbellMissed(claim.processor(), claim.segment().id());
        }
        batch = new Batch(events.size(), events.getFirst().position(), began);
        delivery.deliver(mine(events));
        store(events.getLast().place());
        batch = null;
        var took = Duration.ofNanos(System.nanoTime() - began);
        if (events.size() < size.next()) {
            caughtUpNanos = began;
        }
        size.handled(events.size(), took);
        observer().handled(claim.processor(), claim.segment().id(), events.size(), took);
        return true;
    }

    private boolean await(EventCursor cursor) {
        try {
            return cursor.await(LOOK);
        } catch (InterruptedException e) {
            throw new StoppingException();
        }
    }

    private List<RecordedEvent> mine(List<RecordedEvent> events) {
        return claim.segment().equals(Segment.WHOLE)
                ? events
                : events.stream()
                        .filter(event -> claim.segment().matches(Sequence.of(event)))
                        .toList();
    }

    /**
     * An event that cannot be read is parked by whom it belongs to. One of a type that this version
     * does not know is no dead letter: it waits for the version that does.
     */
    private void passOver(UnreadableEventException event) {
        if (event.isUnknown()) {
            throw event;
        }
        if (claim.segment().matches(Sequence.of(event.workspace(), event.owner()))) {
            delivery.unreadable(event);
        }
        store(event.place());
    }

    private void store(Place place) {
        segments.store(claim, place);
        stored = place;
    }

    private void failed(RuntimeException failure, int failures, Duration wait) {
        size.failed();
        delivery.reset();
        observer().failed(claim.processor(), claim.segment().id());
        if (failure instanceof LogCorruptException || failure instanceof DeadLettersFullException) {
            LOG.error("{} stands still at position {}", claim.id(), position(), failure);
        } else if (Integer.bitCount(failures) == 1) {
            LOG.warn(
                    "{} failed after position {} for the {}. time in a row; again in {} ms: {}",
                    claim.id(),
                    position(),
                    failures,
                    wait.toMillis(),
                    Transience.describe(failure));
            LOG.debug("what failed", failure);
        }
    }

    /** What killed it once may do so again; the next does not come at once. */
    private void linger() {
        try {
            pause.of(LONGEST_PAUSE);
        } catch (StoppingException e) {
            LOG.debug("{} stops", claim);
        }
    }

    private void release() {
        try {
            segments.release(claim);
        } catch (RuntimeException e) {
            LOG.debug("{} could not be given back; it runs out by itself", claim, e);
        }
    }

    private ProcessorObserver observer() {
        return settings.observer();
    }

    private static Duration longer(Duration wait) {
        var twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
