package dev.mooring.query.views;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.Processor;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.query.Generation;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Projector;
import dev.mooring.query.ReadModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read model on this node: follows its alias, keeps what it names up to date, and says which
 * generation queries are to read.
 *
 * <p>A query that waited for a position reads one that has it, though another may be served by
 * then: what this node told of one generation's progress is kept, and it goes over to another only
 * once that has come as far. Nodes need not do so at the same time. Thread-safe.
 */
public final class ServedView {

    /** Events per second are over about so many looks. */
    private static final int LOOKS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(ServedView.class);

    private final ReadModel model;
    private final Source source;
    private final MongoDatabase database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, Processor> fed = new HashMap<>();
    private final ArrayDeque<Look> looks = new ArrayDeque<>();

    private volatile @Nullable Alias alias;

    /** Changes with {@link #telling} held. */
    private volatile int served = Alias.NONE;

    private final ReentrantLock telling = new ReentrantLock();
    private long told;

    private record Look(long nanos, int generation, long position) {}

    ServedView(ReadModel model, Source source, MongoDatabase database) {
        this.model = model;
        this.source = source;
        this.database = database;
    }

    public ReadModel model() {
        return model;
    }

    public Source source() {
        return source;
    }

    /** As it was last seen; null before that. */
    public @Nullable Alias alias() {
        return alias;
    }

    /** Whether there is something to answer queries from. */
    public boolean isServed() {
        return served != Alias.NONE;
    }

    /**
     * What queries are answered from, on this node.
     *
     * @throws Refusal {@code read_model.behind} while the first one is being built
     */
    public Generation served() {
        int number = served;
        if (number == Alias.NONE) {
            throw Refusal.of(ErrorCode.READ_MODEL_BEHIND, model.name() + " is being built")
                    .with("readModel", model.name())
                    .with("position", 0);
        }
        return new Generation(model, number);
    }

    /** How far the generation is that queries are answered from. */
    public long reached() {
        while (true) {
            var generation = served();
            long position = source.positions().position(generation.processor());
            if (tell(generation, position)) {
                return position;
            }
        }
    }

    /** Waits until the generation that queries are answered from is at a position. */
    public long await(long position, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            var generation = served();
            var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            long reached = source.positions().await(generation.processor(), position, left);
            if (tell(generation, reached)) {
                return reached;
            }
        }
    }

    /** How many events it has taken in per second of late; 0 while it has nothing to do. */
    public double eventsPerSecond() {
        lock.lock();
        try {
            if (looks.size() < 2 || looks.getFirst().generation() != looks.getLast().generation()) {
                return 0;
            }
            long nanos = looks.getLast().nanos() - looks.getFirst().nanos();
            long events = looks.getLast().position() - looks.getFirst().position();
            return nanos <= 0 ? 0 : events * 1e9 / nanos;
        } finally {
            lock.unlock();
        }
    }

    /** Does as an alias says. */
    void follow(Alias seen) {
        lock.lock();
        try {
            var before = alias;
            if (before != null && before.revision() > seen.revision()) {
                return;
            }
            alias = seen;
            seen.fed().forEach(this::feed);
            serve(seen.live());
            for (var generation : List.copyOf(fed.keySet())) {
                if (!seen.fed().contains(generation) && generation != served) {
                    leave(generation);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Notes how far it is, for its speed. */
    void look() {
        int number = served;
        if (number == Alias.NONE) {
            return;
        }
        var processor = new Generation(model, number).processor();
        var look = new Look(System.nanoTime(), number, source.positions().position(processor));
        lock.lock();
        try {
            looks.add(look);
            while (looks.size() > LOOKS) {
                looks.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Works on nothing any more, and gives what it worked on to other nodes. */
    void stop() {
        lock.lock();
        try {
            new ArrayList<>(fed.keySet()).forEach(this::leave);
        } finally {
            lock.unlock();
        }
    }

    private void feed(int number) {
        if (fed.containsKey(number)) {
            return;
        }
        var generation = new Generation(model, number);
        var documents = MongoDocuments.of(database, generation);
        documents.createIndexes(model);
        var processor =
                source.processors()
                        .processor(generation.processor(), new Projector(model, documents));
        processor.start();
        fed.put(number, processor);
    }

    private void leave(int number) {
        var processor = fed.remove(number);
        if (processor != null) {
            processor.close();
        }
    }

    private void serve(int live) {
        if (live == served || live == Alias.NONE) {
            return;
        }
        telling.lock();
        try {
            var next = new Generation(model, live);
            long position = served == Alias.NONE ? told : position(next);
            if (position >= told) {
                if (served != Alias.NONE) {
                    LOG.info("{} is served from {} from now on", model.name(), next);
                }
                served = live;
            }
        } finally {
            telling.unlock();
        }
    }

    private long position(Generation generation) {
        return source.positions().position(generation.processor());
    }

    private boolean tell(Generation generation, long position) {
        telling.lock();
        try {
            if (generation.number() != served) {
                return false;
            }
            told = Math.max(told, position);
            return true;
        } finally {
            telling.unlock();
        }
    }
}
