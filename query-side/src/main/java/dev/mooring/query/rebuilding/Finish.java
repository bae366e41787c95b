package dev.mooring.query.rebuilding;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.DeadLetters;
import dev.mooring.query.Generation;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.views.Alias;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes after the log was read: indexes, a processor that goes on from there on every node, a
 * comparison with what is served, and where that was asked for the switch. Each step may be done
 * again, so that another node goes on wherever one died.
 */
final class Finish {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int SAMPLE = 100;

    /** What differs may be on its way: both sides follow the log, each at its own pace. */
    private static final int TRIES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Finish.class);

    private final Held held;
    private final MongoDatabase database;
    private final LiveViews views;
    private final Source source;
    private final Generation generation;

    Finish(Held held, MongoDatabase database, LiveViews views) {
        this.held = held;
        this.database = database;
        this.views = views;
        this.source = held.view().source();
        this.generation = held.generation();
    }

    void run() throws InterruptedException {
        var alias = alias();
        if (!alias.isBuiltBy(held.id())) {
            return;
        }
        if (alias.fed().contains(generation.number())) {
            retryLetters();
        } else {
            feed(alias);
        }
        held.enter(State.CATCHING_UP);
        if (!catchUp()) {
            return;
        }
        var sample = compare(alias.live());
        if (!catchUp()) {
            return;
        }
        long position = source.positions().position(generation.processor());
        held.ready(position, sample);
        if (held.isLost()) {
            return;
        }
        LOG.info("{} is ready at position {}", held, position);
        var ordered = alias.building();
        if (ordered != null && ordered.atOnce() && (sample == null || sample.different() == 0)) {
            serve(ordered);
        }
    }

    private void feed(Alias alias) {
        held.enter(State.INDEXING);
        if (held.isLost()) {
            return;
        }
        MongoDocuments.of(database, generation).createIndexes(generation.model());
        var like =
                alias.live() == Alias.NONE
                        ? generation.model().name()
                        : new Generation(generation.model(), alias.live()).processor();
        source.records().begin(generation.processor(), like, held.checkpoint());
        views.aliases()
                .change(generation.model(), it -> it.isBuiltBy(held.id()) ? it.feeding() : it);
        views.refresh();
    }

    /** After a failure here, on an order to go on. */
    private void retryLetters() {
        for (var parked : letters()) {
            source.deadLetters().retry(parked.processor(), parked.sequence());
        }
    }

    /** Waits until its processor is at the log's head. */
    private boolean catchUp() throws InterruptedException {
        while (!held.isLost()) {
            long head = source.log().head().position();
            long reached = source.positions().await(generation.processor(), head, LOOK);
            held.processed(reached);
            var parked = letters();
            if (!parked.isEmpty()) {
                var first = parked.getFirst();
                held.fail(
                        new Rebuild.Failure(
                                first.letters().getFirst().position(),
                                "%s cannot be folded: %s"
                                        .formatted(
                                                first.letters().getFirst().type(), first.error())));
                return false;
            }
            if (reached >= head) {
                return !held.isLost();
            }
        }
        return false;
    }

    private List<DeadLetters.Parked> letters() {
        return source.deadLetters().parked(generation.processor());
    }

    /** Null where nothing is served that it could be compared with. */
    private Rebuild.@Nullable Sample compare(int live) throws InterruptedException {
        if (live == Alias.NONE) {
            return null;
        }
        held.enter(State.COMPARING);
        var served = MongoDocuments.of(database, new Generation(generation.model(), live));
        var built = MongoDocuments.of(database, generation);
        var random = RandomGenerator.getDefault();
        var ids = new LinkedHashSet<String>();
        ids.addAll(served.sample(SAMPLE, random));
        ids.addAll(built.sample(SAMPLE, random));
        var differing = new ArrayList<>(ids);
        for (int tries = 0; !differing.isEmpty() && tries < TRIES; tries++) {
            if (tries > 0) {
                Thread.sleep(LOOK);
            }
            var one = served.contents(differing);
            var other = built.contents(differing);
            differing.removeIf(id -> Objects.equals(one.get(id), other.get(id)));
        }
        if (!differing.isEmpty()) {
            LOG.warn(
                    "{} of {} documents of {} differ from those served: {}",
                    differing.size(),
                    ids.size(),
                    held,
                    differing);
        }
        return new Rebuild.Sample(ids.size(), differing.size());
    }

    private void serve(Alias.Building ordered) {
        var at = source.log().clock().instant();
        views.aliases()
                .change(
                        generation.model(),
                        it -> it.isBuiltBy(held.id()) ? it.switched(ordered.orderedBy(), at) : it);
        views.refresh();
    }

    private Alias alias() {
        return views.aliases().find(generation.model()).orElseThrow();
    }
}
