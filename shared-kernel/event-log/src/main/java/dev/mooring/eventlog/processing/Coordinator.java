package dev.mooring.eventlog.processing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node among the live ones, and has it work on its share of all segments. One thread,
 * which is there while a processor is. Thread-safe.
 */
final class Coordinator {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    /** How soon a segment that was given back, or whose node died, is noticed. */
    private static final Duration TICK = Duration.ofMillis(500);

    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final String node;
    private final Members members;
    private final SegmentStore segments;
    private final Watchdog watchdog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Led> led = new HashMap<>();
    private @Nullable Thread thread;
    private boolean hasChanged;
    private boolean failing;

    Coordinator(String node, Members members, SegmentStore segments, Watchdog watchdog) {
        this.node = node;
        this.members = members;
        this.segments = segments;
        this.watchdog = watchdog;
    }

    /**
     * Has a processor run here.
     *
     * @throws IllegalStateException where one of its name does
     */
    void start(Led processor) {
        lock.lock();
        try {
            if (led.putIfAbsent(processor.name(), processor) != null) {
                throw new IllegalStateException(processor.name() + " runs already");
            }
            signal();
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name("processors").start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops a processor after the batches at hand, and gives its segments back. */
    void stop(Led processor) {
        lock.lock();
        try {
            if (!led.remove(processor.name(), processor)) {
                return;
            }
            signal();
        } finally {
            lock.unlock();
        }
        try {
            if (!processor.close(CLOSING)) {
                LOG.warn("{} does not end its batch; it is left to itself", processor.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether this node works on a part of a processor, by database time. */
    boolean leads(Led processor) {
        return members.isSeen()
                && processor.workers().stream().anyMatch(worker -> !worker.isStopping());
    }

    @Nullable Led find(String processor) {
        lock.lock();
        try {
            return led.get(processor);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            var running = running();
            if (running.isEmpty()) {
                return;
            }
            try {
                tick(running);
                failing = false;
            } catch (RuntimeException | Error e) {
                // Once nothing runs any more the database may be closed under it.
                if (!failing && isNeeded()) {
                    LOG.warn(
                            "processors cannot be coordinated now; what this node works on goes"
                                    + " on: {}",
                            Transience.describe(e));
                }
                failing = true;
            }
        }
    }

    private void tick(List<Led> running) {
        members.beat(running.stream().map(Led::name).sorted().toList());
        running.forEach(Led::begin);
        var live = members.live();
        var all = segments.all();
        var assigned = Assignment.of(all, live);
        for (var processor : running) {
            var its = all.stream().filter(it -> it.processor().equals(processor.name())).toList();
            var mine =
                    its.stream()
                            .filter(it -> node.equals(assigned.get(Assignment.id(it))))
                            .map(it -> it.segment().id())
                            .collect(Collectors.toSet());
            processor.arrange(its, mine, it -> isFree(it, live));
        }
        watchdog.look(running.stream().flatMap(it -> it.workers().stream()).toList());
    }

    /** Nobody's, a dead node's, or this one's from before it was started again. */
    private boolean isFree(StoredSegment stored, Map<String, Set<String>> live) {
        var owner = stored.owner();
        return owner == null || owner.equals(node) || !live.containsKey(owner);
    }

    /** Waits for the next tick; nothing once there is nothing left to run. */
    private List<Led> running() {
        lock.lock();
        try {
            long left = TICK.toNanos();
            while (!hasChanged && left > 0) {
                left = changed.awaitNanos(left);
            }
            hasChanged = false;
            if (led.isEmpty()) {
                thread = null;
                leave();
            }
            return new ArrayList<>(led.values());
        } catch (InterruptedException e) {
            thread = null;
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private boolean isNeeded() {
        lock.lock();
        try {
            return !led.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        try {
            members.leave();
        } catch (RuntimeException e) {
            LOG.debug("this node could not take its leave; it is missed before long", e);
        }
    }

    private void signal() {
        hasChanged = true;
        changed.signalAll();
    }
}
