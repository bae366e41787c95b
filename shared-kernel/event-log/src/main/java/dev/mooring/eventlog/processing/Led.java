package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A processor that was started on this node, and its workers here. Thread-safe. */
final class Led {

    private final String name;
    private final BatchHandler handler;
    private final EventLog log;
    private final SegmentStore segments;
    private final DeadLetterStore letters;
    private final ProcessorSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, Worker> workers = new ConcurrentHashMap<>();
    private boolean closed;
    private boolean begun;

    Led(
            String name,
            BatchHandler handler,
            EventLog log,
            SegmentStore segments,
            DeadLetterStore letters,
            ProcessorSettings settings) {
        this.name = name;
        this.handler = handler;
        this.log = log;
        this.segments = segments;
        this.letters = letters;
        this.settings = settings;
    }

    String name() {
        return name;
    }

    BatchHandler handler() {
        return handler;
    }

    /** Makes its segments, where it has never run. */
    void begin() {
        if (!begun) {
            segments.initialize(name, settings.segments().getOrDefault(name, 1));
            begun = true;
        }
    }

    /**
     * Starts and stops workers, so that this node works on its segments and no others.
     *
     * @param all the processor's segments
     * @param mine ids of those that are to be this node's
     * @param isFree whether nobody who lives works on a segment
     */
    void arrange(List<StoredSegment> all, Set<Integer> mine, Predicate<StoredSegment> isFree) {
        workers.values().removeIf(Worker::isDone);
        for (var worker : workers.values()) {
            if (!isStill(worker.claim(), all) || !mine.contains(segment(worker))) {
                worker.stop();
            }
        }
        // Two of one processor never work on the same events here: what is to go goes first.
        if (workers.values().stream().anyMatch(Worker::isStopping)) {
            return;
        }
        for (var stored : all) {
            var id = stored.segment().id();
            if (mine.contains(id) && !workers.containsKey(id) && isFree.test(stored)) {
                segments.claim(stored).ifPresent(this::work);
            }
        }
    }

    private void work(Claim claim) {
        lock.lock();
        try {
            if (!closed) {
                workers.put(
                        claim.segment().id(),
                        Worker.start(claim, handler, log, segments, letters, settings));
                return;
            }
        } finally {
            lock.unlock();
        }
        segments.release(claim);
    }

    /** Those that have not come to their end. */
    List<Worker> workers() {
        return workers.values().stream().filter(worker -> !worker.isDone()).toList();
    }

    /** Stops all workers after the batches at hand, and waits for them. */
    boolean close(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        var working = List.copyOf(workers.values());
        working.forEach(Worker::stop);
        long deadline = System.nanoTime() + atMost.toNanos();
        for (var worker : working) {
            if (!worker.awaitDone(Duration.ofNanos(deadline - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    private static int segment(Worker worker) {
        return worker.claim().segment().id();
    }

    /** Whether a claim is what the database still has. */
    private static boolean isStill(Claim claim, List<StoredSegment> all) {
        return all.stream()
                .anyMatch(stored ->
                        stored.segment().equals(claim.segment())
                                && stored.epoch() == claim.epoch());
    }
}
