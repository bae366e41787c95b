package dev.mooring.query.rebuilding;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.processing.Transience;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.ServedView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on rebuilds on this node. Every node does: each takes up those that nobody works on, keeps
 * its claim on them, and goes on where the last checkpoint of whoever had them before was. One
 * reading of the log at a time, for all of them. Thread-safe.
 */
public final class Runner implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** What is ordered within so long reads the log together. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    /** Enough to write what is in memory. */
    private static final Duration LEAVING = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final LiveViews views;
    private final Rebuilds rebuilds;
    private final MongoDatabase database;
    private final String node;
    private final RebuildSettings settings;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean hasChanged;
    private boolean gathering;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /**
     * @param node this process, by a name that no other has
     */
    public Runner(LiveViews views, MongoDatabase database, String node, RebuildSettings settings) {
        this.views = views;
        this.rebuilds = new Rebuilds(database);
        this.database = database;
        this.node = node;
        this.settings = settings;
    }

    public Rebuilds rebuilds() {
        return rebuilds;
    }

    public void start() {
        thread = Thread.ofPlatform().daemon().name("rebuilding").start(this::run);
    }

    /** Writes what there is and leaves it to other nodes, who go on at once. */
    @Override
    public void close() {
        stopping = true;
        wake();
        var looking = thread;
        if (looking != null) {
            try {
                looking.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.close();
    }

    /** Has it look now whether there is something to do. */
    public void wake() {
        lock.lock();
        try {
            hasChanged = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                held.values().forEach(Held::beat);
                look();
            } catch (RuntimeException e) {
                LOG.warn("rebuilds cannot be looked at now: {}", Transience.describe(e));
            }
            pause(gathering ? GATHERING : LOOK);
        }
        leave();
    }

    /** Those that read end by themselves, with what they have written. */
    private void leave() {
        long deadline = System.nanoTime() + LEAVING.toNanos();
        while (!held.isEmpty() && System.nanoTime() < deadline) {
            held.values().stream().filter(Held::isFinishing).forEach(this::end);
            pause(LOOK);
        }
    }

    private void look() {
        for (var view : views.all()) {
            var alias = view.alias();
            var building = alias == null ? null : alias.building();
            if (building != null && !begun.contains(building.rebuild())) {
                rebuilds.begin(view.model(), building);
                begun.add(building.rebuild());
            }
        }
        var starts = new LinkedHashMap<EventLog, List<Held>>();
        var now = now();
        var claimable = rebuilds.claimable(now);
        gathering = claimable.stream().anyMatch(it -> it.orderedAt().plus(GATHERING).isAfter(now));
        for (var rebuild : claimable) {
            var view = view(rebuild);
            if (view.isEmpty()
                    || held.containsKey(rebuild.id())
                    || isGivenUp(rebuild, view.get())) {
                continue;
            }
            if (!rebuild.state().isReading()) {
                claim(rebuild, view.get()).ifPresent(it -> threads.execute(() -> finish(it)));
            } else if (!gathering && !reading.get()) {
                var log = view.get().source().log();
                if (starts.isEmpty() || starts.containsKey(log)) {
                    claim(rebuild, view.get())
                            .ifPresent(it ->
                                    starts.computeIfAbsent(log, _ -> new ArrayList<>()).add(it));
                }
            }
        }
        starts.values()
                .forEach(together -> {
                    reading.set(true);
                    threads.execute(() -> read(together));
                });
    }

    private Instant now() {
        return views.all().iterator().next().source().log().clock().instant();
    }

    /** Only this version of a read model can be built here. */
    private Optional<ServedView> view(Rebuild rebuild) {
        return views.find(rebuild.readModel(), rebuild.version());
    }

    /** Whoever gave it up died before he had said so here as well. */
    private boolean isGivenUp(Rebuild rebuild, ServedView view) {
        var alias = views.aliases().find(view.model());
        if (alias.isEmpty() || alias.get().isBuiltBy(rebuild.id())) {
            return false;
        }
        rebuilds.order(rebuild.id(), Rebuilds.open(), State.CANCELLED);
        return true;
    }

    private Optional<Held> claim(Rebuild rebuild, ServedView view) {
        var until = Held.until(view.source().log().clock().instant());
        var claimed = rebuilds.claim(rebuild, node, until).map(it -> new Held(it, view, rebuilds));
        claimed.ifPresent(it -> {
            held.put(it.id(), it);
            LOG.info("takes up {} at position {}", it, it.rebuild().checkpoint().position());
        });
        return claimed;
    }

    private void read(List<Held> together) {
        try {
            for (var rebuild : together) {
                if (alreadyFed(rebuild)) {
                    threads.execute(() -> finish(rebuild));
                } else {
                    rebuild.enter(State.READING);
                }
            }
            var toRead = together.stream().filter(it -> !alreadyFed(it)).toList();
            if (!toRead.isEmpty()) {
                var done = Pass.run(toRead, database, settings, threads, () -> stopping);
                done.forEach(it -> threads.execute(() -> finish(it)));
                toRead.stream().filter(it -> !done.contains(it)).forEach(this::forget);
            }
        } catch (RuntimeException e) {
            LOG.warn("rebuilds cannot go on now: {}", Transience.describe(e));
            together.forEach(it -> {
                it.abandon();
                forget(it);
            });
        } finally {
            reading.set(false);
            wake();
        }
    }

    /** It came to an end of the log before, and its processor has taken over. */
    private boolean alreadyFed(Held rebuild) {
        return views.aliases()
                .find(rebuild.view().model())
                .map(it -> it.fed().contains(rebuild.rebuild().generation()))
                .orElse(false);
    }

    private void finish(Held rebuild) {
        rebuild.finishing();
        try {
            new Finish(rebuild, database, views).run();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot go on now: {}", rebuild, Transience.describe(e));
            rebuild.abandon();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(rebuild);
        }
    }

    private void end(Held rebuild) {
        try {
            rebuild.release();
        } catch (RuntimeException e) {
            LOG.debug("{} could not be released; its claim runs out", rebuild, e);
        }
    }

    private void forget(Held rebuild) {
        held.remove(rebuild.id(), rebuild);
        wake();
    }

    private void pause(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!hasChanged && left > 0) {
                left = changed.awaitNanos(left);
            }
            hasChanged = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
