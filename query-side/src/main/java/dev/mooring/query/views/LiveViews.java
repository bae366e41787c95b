package dev.mooring.query.views;

import com.mongodb.client.MongoDatabase;
import dev.mooring.language.CommandId;
import dev.mooring.language.RebuildId;
import dev.mooring.query.Generation;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import dev.mooring.query.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All read models on this node. Looks at the aliases once a second, and at once when told to; so
 * all nodes follow a change within about a second, whoever made it. Thread-safe.
 */
public final class LiveViews implements Views, AutoCloseable {

    /** Events that are read from the beginning sooner than a rebuild is arranged. */
    public static final long SHORT_LOG = 1_000;

    private static final Duration LOOK = Duration.ofSeconds(1);

    /**
     * A node that has not seen an alias for this long looks before it answers: what it served may
     * have been removed.
     */
    private static final Duration TRUSTED = Duration.ofSeconds(4);

    /** After which everybody has seen that a generation is retired: longer than one is trusted. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LiveViews.class);

    private final MongoDatabase database;
    private final Aliases aliases;
    private final Source source;
    private final long shortLog;
    private final Map<String, ServedView> views = new ConcurrentHashMap<>();
    private volatile long seenAt;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread looking;

    /**
     * @param source of read models that are opened without one
     * @param shortLog up to how many events a read model that is new begins with its processor, and
     *     is not built first
     */
    public LiveViews(MongoDatabase database, Source source, long shortLog) {
        this.database = database;
        this.aliases = new Aliases(database);
        this.source = source;
        this.shortLog = shortLog;
    }

    @Override
    public MongoDocuments open(ReadModel model) {
        return open(model, source);
    }

    /** As {@link #open(ReadModel)}, from another log. Before {@link #start}. */
    public MongoDocuments open(ReadModel model, Source from) {
        var view = new ServedView(model, from, database);
        if (views.putIfAbsent(model.name(), view) != null) {
            throw new IllegalStateException(model.name() + " was opened before");
        }
        return MongoDocuments.following(database, () -> served(view));
    }

    /** Begins to keep them up to date; returns before they are. */
    public void start() {
        seenAt = System.nanoTime();
        refresh();
        looking = Thread.ofPlatform().daemon().name("views").start(this::look);
    }

    /** Gives what this node worked on to others. */
    @Override
    public void close() {
        closing.countDown();
        var thread = looking;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        views.values().forEach(ServedView::stop);
    }

    public Aliases aliases() {
        return aliases;
    }

    public Collection<ServedView> all() {
        return views.values().stream()
                .sorted((one, other) -> one.model().name().compareTo(other.model().name()))
                .toList();
    }

    /** By the read model's name. */
    public Optional<ServedView> find(String name) {
        return Optional.ofNullable(views.get(name));
    }

    /**
     * By the read model's name, where this node has that version: another one's is another view.
     */
    public Optional<ServedView> find(String name, int version) {
        return find(name).filter(it -> it.model().version() == version);
    }

    /** The read models that cannot be queried on this node, since they have not been built yet. */
    public List<String> missing() {
        return views.values().stream()
                .filter(view -> !view.isServed())
                .map(view -> view.model().name())
                .sorted()
                .toList();
    }

    /**
     * Removes what there is of another version of a read model.
     *
     * @return false where there is nothing of it
     * @throws IllegalArgumentException where it is the version of this node
     * @throws IllegalStateException while a live node keeps it up to date
     */
    public boolean removeVersion(ServedView view, int version) {
        if (version == view.model().version()) {
            throw new IllegalArgumentException("this node serves version " + version);
        }
        return new OldVersions(database, aliases).remove(view, version);
    }

    /** Looks at the aliases now. */
    public void refresh() {
        try {
            follow();
        } catch (RuntimeException e) {
            LOG.warn("the aliases of read models cannot be read now: {}", e.getClass().getName());
            LOG.debug("what failed", e);
        }
    }

    private void look() {
        try {
            while (!closing.await(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        refresh();
        for (var view : views.values()) {
            try {
                view.look();
                clear(view);
            } catch (RuntimeException e) {
                LOG.debug("{} cannot be looked after now", view.model().name(), e);
            }
        }
    }

    private void follow() {
        long now = System.nanoTime();
        var seen = aliases.all();
        for (var view : views.values()) {
            var alias = seen.get(view.model().collection());
            view.follow(alias == null ? begin(view) : alias);
        }
        seenAt = now;
    }

    /**
     * There is no alias. What was kept before there were any is the first generation, and of a
     * short log it is soon made; else it has to be built.
     */
    private Alias begin(ServedView view) {
        var model = view.model();
        var from = view.source();
        boolean kept = !from.segments().progress(Generation.first(model).processor()).isEmpty();
        if (kept || from.log().head().position() <= shortLog) {
            aliases.begin(Alias.adopted(model));
        } else {
            var rebuild = RebuildId.madeBy(CommandId.random()).value();
            aliases.begin(
                    Alias.absent(model)
                            .ordered(rebuild, true, "system", from.log().clock().instant()));
            LOG.info("{} has not been built yet; rebuild {} does it", model.collection(), rebuild);
        }
        return aliases.find(model).orElseThrow();
    }

    private Generation served(ServedView view) {
        if (System.nanoTime() - seenAt > TRUSTED.toNanos()) {
            follow();
        }
        return view.served();
    }

    /** Removes what is retired, once no node works on it. */
    private void clear(ServedView view) {
        var alias = view.alias();
        if (alias == null) {
            return;
        }
        Instant before = view.source().log().clock().instant().minus(LEFT_ALONE);
        for (var retired : alias.retired()) {
            var generation = new Generation(view.model(), retired.generation());
            var processor = generation.processor();
            var records = view.source().records();
            if (retired.at().isBefore(before) && records.nodes(processor).isEmpty()) {
                MongoDocuments.of(database, generation).drop();
                records.forget(processor);
                aliases.change(view.model(), it -> it.cleared(retired.generation()));
                LOG.info("removed {}", generation);
            }
        }
    }
}
