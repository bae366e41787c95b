package dev.mooring.query.rebuilding;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.RebuildId;
import dev.mooring.language.Refusal;
import dev.mooring.query.views.Alias;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.ServedView;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators have done with rebuilds. On any node, whichever works on them: an order is written
 * down, and who it concerns finds it before he writes anything more. What an order makes of the
 * alias comes first, since that is what counts. Thread-safe.
 */
public final class RebuildOrders {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildOrders.class);

    private static final Set<State> RESUMABLE = EnumSet.of(State.PAUSED, State.FAILED);
    private static final Set<State> PAUSABLE = EnumSet.of(State.QUEUED, State.READING);

    private final LiveViews views;
    private final Rebuilds rebuilds;
    private final Runner runner;

    public RebuildOrders(LiveViews views, Runner runner) {
        this.views = views;
        this.rebuilds = runner.rebuilds();
        this.runner = runner;
    }

    /** A rebuild with what it has come to. */
    public record Told(Rebuild rebuild, State state) {}

    /** All rebuilds, the newest first. */
    public List<Told> all() {
        var aliases = views.aliases().all();
        return rebuilds.all().stream()
                .map(it -> new Told(it, it.state(aliases.get(it.view()))))
                .toList();
    }

    /**
     * One of them.
     *
     * @throws Refusal {@code rebuild.unknown}
     */
    public Told find(RebuildId id) {
        var rebuild =
                rebuilds.find(id.value()).orElseThrow(() -> Refusal.of(ErrorCode.REBUILD_UNKNOWN));
        return new Told(rebuild, rebuild.state(views.aliases().all().get(rebuild.view())));
    }

    /**
     * Has a read model be built anew. Ordered again under the same id it is the same order.
     *
     * @param atOnce whether it is switched to as soon as it is ready and says the same
     * @param by who ordered it
     * @throws Refusal {@code projection.unknown}, {@code rebuild.in_progress}
     */
    public Told start(String readModel, RebuildId id, boolean atOnce, String by) {
        var view =
                views.find(readModel).orElseThrow(() -> Refusal.of(ErrorCode.PROJECTION_UNKNOWN));
        if (rebuilds.find(id.value()).isPresent()) {
            return find(id);
        }
        var now = now(view);
        var alias = views.aliases().change(view.model(), it -> ordered(it, id, atOnce, by, now));
        var building = alias.building();
        if (building != null && alias.isBuiltBy(id.value())) {
            rebuilds.begin(view.model(), building);
        }
        views.refresh();
        runner.wake();
        return find(id);
    }

    /** Has it stop where it last wrote; reading goes on from there. */
    public Told pause(RebuildId id) {
        return order(id, PAUSABLE, State.PAUSED);
    }

    /** Has it go on, on whichever node; one that failed tries what it failed at again. */
    public Told resume(RebuildId id) {
        return order(id, RESUMABLE, State.QUEUED);
    }

    /** Gives it up; what it made is removed. */
    public Told cancel(RebuildId id, String by) {
        var told = find(id);
        var at = now(view(told));
        change(
                told,
                it -> {
                    if (!it.isBuiltBy(id.value())) {
                        throw notIn(told.state(), "has not been switched to");
                    }
                    return it.abandoned(at);
                });
        rebuilds.order(id.value(), EnumSet.allOf(State.class), State.CANCELLED);
        return ordered(id, "cancelled", by);
    }

    /** Has it served, or served again after it was gone back from. */
    public Told switchTo(RebuildId id, String by) {
        var told = find(id);
        var generation = told.rebuild().generation();
        var at = now(view(told));
        change(
                told,
                it -> {
                    if (it.isBuiltBy(id.value()) && told.state() == State.READY) {
                        return it.switched(by, at);
                    }
                    if (it.previous() == generation) {
                        return it.exchanged(by, at);
                    }
                    throw notIn(told.state(), "is ready, or was rolled back or superseded");
                });
        return ordered(id, "switched to", by);
    }

    /** Has served again what was before it. */
    public Told rollBack(RebuildId id, String by) {
        var told = find(id);
        var at = now(view(told));
        change(
                told,
                it -> {
                    if (it.live() != told.rebuild().generation() || it.previous() == Alias.NONE) {
                        throw notIn(
                                told.state(), "was switched to, and what was before it is kept");
                    }
                    return it.exchanged(by, at);
                });
        return ordered(id, "rolled back", by);
    }

    /** Has removed what is kept beside what is served: there is no going back then. */
    public Told drop(RebuildId id, String by) {
        var told = find(id);
        var generation = told.rebuild().generation();
        var at = now(view(told));
        change(
                told,
                it -> {
                    if (it.previous() == Alias.NONE
                            || (it.live() != generation && it.previous() != generation)) {
                        throw notIn(
                                told.state(), "was switched to, and something is kept beside it");
                    }
                    return it.withoutPrevious(at);
                });
        return ordered(id, "stripped of what was kept beside it", by);
    }

    private Told order(RebuildId id, Set<State> from, State to) {
        var told = find(id);
        if (!from.contains(told.state()) || !rebuilds.order(id.value(), from, to)) {
            throw notIn(find(id).state(), "is " + texts(from));
        }
        runner.wake();
        return find(id);
    }

    private Told ordered(RebuildId id, String what, String by) {
        views.refresh();
        runner.wake();
        LOG.info("rebuild {} was {} on order of {}", id, what, by);
        return find(id);
    }

    private static Alias ordered(Alias alias, RebuildId id, boolean atOnce, String by, Instant at) {
        var building = alias.building();
        if (building == null) {
            return alias.ordered(id.value(), atOnce, by, at);
        }
        if (building.rebuild().equals(id.value())) {
            return alias;
        }
        throw Refusal.of(
                        ErrorCode.REBUILD_IN_PROGRESS,
                        "rebuild %s is under way".formatted(building.rebuild()))
                .with("rebuild", building.rebuild());
    }

    private void change(Told told, UnaryOperator<Alias> change) {
        views.aliases().change(view(told).model(), change);
    }

    /** Only this node's version can be changed from here. */
    private ServedView view(Told told) {
        var rebuild = told.rebuild();
        return views.find(rebuild.readModel(), rebuild.version())
                .orElseThrow(() ->
                        Refusal.of(
                                ErrorCode.REBUILD_STATE,
                                "%s is at another version on this node"
                                        .formatted(rebuild.readModel())));
    }

    private static Instant now(ServedView view) {
        return view.source().log().clock().instant();
    }

    private static Refusal notIn(State state, String one) {
        return Refusal.of(
                        ErrorCode.REBUILD_STATE,
                        "The rebuild is %s; this needs one that %s".formatted(state.text(), one))
                .with("state", state.text());
    }

    private static String texts(Collection<State> states) {
        return states.stream().map(State::text).collect(Collectors.joining(" or "));
    }
}
