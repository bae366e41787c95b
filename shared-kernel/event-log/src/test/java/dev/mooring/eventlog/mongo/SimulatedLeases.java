package dev.mooring.eventlog.mongo;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import dev.mooring.eventlog.lease.Lease;
import dev.mooring.eventlog.lease.Leases;
import dev.mooring.eventlog.simulation.World;

/**
 * The lease in a simulated database. Answers at once, since the keeper asks under its own lock; now
 * and then from an older state, or not at all, whether it was done or not.
 */
final class SimulatedLeases implements Leases {

    private final World world;
    private final double badness;
    private Lease stored = Lease.NONE;
    private Lease before = Lease.NONE;

    SimulatedLeases(World world, double badness) {
        this.world = world;
        this.badness = badness;
    }

    @Override
    public Lease read() {
        failSometimes();
        return world.chance(badness) ? before : stored;
    }

    @Override
    public boolean replace(Lease seen, Lease next) {
        failSometimes();
        var replaced = stored.epoch() == seen.epoch() && stored.beat() == seen.beat();
        if (replaced) {
            before = stored;
            stored = next;
            world.note(() -> "the lease is now " + next);
        }
        failSometimes();
        return replaced;
    }

    private void failSometimes() {
        if (world.chance(badness)) {
            throw new MongoSocketReadException("end of stream", new ServerAddress("db"));
        }
    }
}
