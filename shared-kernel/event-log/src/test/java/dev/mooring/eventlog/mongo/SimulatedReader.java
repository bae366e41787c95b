package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.simulation.World;
import java.util.List;

/** Follows the log, keeps what it sees together with its place, and starts again from there. */
final class SimulatedReader implements Runnable {

    private static final long MS = 1_000_000;

    private final World world;
    private final SimulatedNode node;
    private final List<RecordedEvent> seen;
    private final Head head;

    /** Where the log ends, at which a reader may stop. */
    static final class Head {

        /** Known when nothing changes any more. */
        long position = Long.MAX_VALUE;

        /** While it is being found out, readers keep still. */
        boolean settling;
    }

    /**
     * @param seen what its life before this one saw
     */
    SimulatedReader(World world, SimulatedNode node, Head head, List<RecordedEvent> seen) {
        this.world = world;
        this.node = node;
        this.head = head;
        this.seen = seen;
    }

    @Override
    public void run() {
        while (place().position() < head.position) {
            try (var cursor = node.cursor(place())) {
                do {
                    world.await(() -> !head.settling, Long.MAX_VALUE);
                    var found = cursor.next(1 + world.random().nextInt(4));
                    seen.addAll(found);
                    if (found.isEmpty()) {
                        world.sleep(world.upTo(10 * MS));
                    }
                } while (place().position() < head.position && !world.chance(0.1));
            } catch (LogUnavailableException e) {
                world.sleep(MS);
            }
        }
    }

    private Place place() {
        return seen.isEmpty() ? Place.BEGINNING : seen.getLast().place();
    }
}
