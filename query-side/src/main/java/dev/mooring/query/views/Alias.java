package dev.mooring.query.views;

import dev.mooring.query.ReadModel;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which generations a read model's version has and which of them is served. Nodes of another
 * version have an alias of their own, so that both are served while an update rolls.
 *
 * <p>What is live, kept or fed is kept up to date by every node, so that serving another of them is
 * nothing but a change of this.
 *
 * @param view the read model's version, such as {@code connection_list__v1}
 * @param revision rises with every change
 * @param live the generation that is served; 0 while the first is being built
 * @param previous the one that is kept to go back to, or was gone back from; 0 for none
 * @param newest the highest number given
 * @param building null while nothing is
 * @param retired generations to be removed once no node works on them
 * @param switchedAt when {@code live} last changed
 * @param switchedBy who had it changed
 */
public record Alias(
        String view,
        long revision,
        int live,
        int previous,
        int newest,
        @Nullable Building building,
        List<Retired> retired,
        @Nullable Instant switchedAt,
        @Nullable String switchedBy) {

    /** Instead of a generation. */
    public static final int NONE = 0;

    public Alias {
        retired = List.copyOf(retired);
    }

    /**
     * A generation that is being built.
     *
     * @param rebuild the id of what builds it
     * @param fed whether it has come so far that every node keeps it up to date
     * @param atOnce whether it is to be served as soon as it is ready
     */
    public record Building(
            String rebuild,
            int generation,
            boolean fed,
            boolean atOnce,
            String orderedBy,
            Instant orderedAt) {}

    /** A generation that nobody is to work on any more. */
    public record Retired(int generation, Instant at) {}

    /** A read model whose first generation is fed from the log's beginning. */
    public static Alias adopted(ReadModel model) {
        return new Alias(model.collection(), 0, 1, NONE, 1, null, List.of(), null, null);
    }

    /** A read model of which there is nothing yet. */
    public static Alias absent(ReadModel model) {
        return new Alias(model.collection(), 0, NONE, NONE, NONE, null, List.of(), null, null);
    }

    /** The generations that every node keeps up to date. */
    public List<Integer> fed() {
        return Stream.of(live, previous, building != null && building.fed ? building.generation : 0)
                .filter(generation -> generation != NONE)
                .distinct()
                .toList();
    }

    /** Whether this rebuild is the one under way. */
    public boolean isBuiltBy(String rebuild) {
        return building != null && building.rebuild.equals(rebuild);
    }

    /**
     * With a generation more, to be built.
     *
     * @throws IllegalStateException while another is
     */
    public Alias ordered(String rebuild, boolean atOnce, String by, Instant at) {
        if (building != null) {
            throw new IllegalStateException(view + " is being built already");
        }
        var ordered = new Building(rebuild, newest + 1, false, atOnce, by, at);
        return with(live, previous, newest + 1, ordered, retired);
    }

    /** With what is being built kept up to date by every node. */
    public Alias feeding() {
        var it = required();
        return with(
                live,
                previous,
                newest,
                new Building(
                        it.rebuild, it.generation, true, it.atOnce, it.orderedBy, it.orderedAt),
                retired);
    }

    /** With what was being built served, and what was served kept in place of what was kept. */
    public Alias switched(String by, Instant at) {
        var built = required();
        if (!built.fed) {
            throw new IllegalStateException(view + " is not ready to be switched");
        }
        return new Alias(
                view,
                revision,
                built.generation,
                live,
                newest,
                null,
                previous == NONE ? retired : retiring(previous, at),
                at,
                by);
    }

    /** With what is kept served, and the other way round. */
    public Alias exchanged(String by, Instant at) {
        if (previous == NONE) {
            throw new IllegalStateException(view + " has nothing to go back to");
        }
        return new Alias(
                view,
                revision,
                /* live= */ previous,
                /* previous= */ live,
                newest,
                building,
                retired,
                at,
                by);
    }

    /** Without what is being built. */
    public Alias abandoned(Instant at) {
        return with(live, previous, newest, null, retiring(required().generation, at));
    }

    /** Without what is kept. */
    public Alias withoutPrevious(Instant at) {
        if (previous == NONE) {
            throw new IllegalStateException(view + " has nothing that could be dropped");
        }
        return with(live, NONE, newest, building, retiring(previous, at));
    }

    /** Without a trace of a generation that was removed. */
    public Alias cleared(int generation) {
        return with(
                live,
                previous,
                newest,
                building,
                retired.stream().filter(it -> it.generation != generation).toList());
    }

    /** As the change of that number. */
    Alias revised(long number) {
        return new Alias(
                view, number, live, previous, newest, building, retired, switchedAt, switchedBy);
    }

    private Building required() {
        if (building == null) {
            throw new IllegalStateException(view + " is not being built");
        }
        return building;
    }

    private List<Retired> retiring(int generation, Instant at) {
        return Stream.concat(retired.stream(), Stream.of(new Retired(generation, at))).toList();
    }

    private Alias with(
            int newLive,
            int newPrevious,
            int newNewest,
            @Nullable Building newBuilding,
            List<Retired> newRetired) {
        return new Alias(
                view,
                revision,
                newLive,
                newPrevious,
                newNewest,
                newBuilding,
                newRetired,
                switchedAt,
                switchedBy);
    }
}
