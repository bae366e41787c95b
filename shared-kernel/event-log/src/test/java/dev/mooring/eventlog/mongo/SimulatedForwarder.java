package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.forward.Reply;
import dev.mooring.eventlog.forward.Request;
import dev.mooring.eventlog.lease.Lease;
import dev.mooring.eventlog.simulation.Weather;
import dev.mooring.eventlog.simulation.World;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The network between nodes: as good or bad as the one to the database. */
final class SimulatedForwarder implements Forwarder {

    private static final long MS = 1_000_000;

    /** After which a holder is silent. */
    private static final long PATIENCE = 500 * MS;

    private final World world;
    private final Weather weather;
    private final Nodes nodes;
    private final String name;

    /** Where the nodes are. */
    interface Nodes {

        /**
         * Has whoever is at an address now answer a request.
         *
         * @return whether anybody is there
         */
        boolean deliver(String address, Request request, Consumer<Reply> answer);
    }

    SimulatedForwarder(World world, Weather weather, Nodes nodes, String name) {
        this.world = world;
        this.weather = weather;
        this.nodes = nodes;
        this.name = name;
    }

    @Override
    public Reply forward(Lease lease, List<SealedCommit> commits) throws SilentException {
        var call = new Call();
        var request = new Request(lease.node(), lease.epoch(), commits);
        world.note(() -> name + " forwards " + commits.size() + " to " + lease.node());
        if (!world.chance(weather.lost())) {
            long delay = world.chance(weather.late()) ? world.upTo(8000 * MS) : delay();
            world.after(
                    delay,
                    name + "'s commits arrive at " + lease.address(),
                    () ->
                            call.unreachable =
                                    !nodes.deliver(
                                            lease.address(),
                                            request,
                                            reply -> answer(call, reply)));
        }
        world.await(() -> call.reply != null || call.unreachable, world.now() + PATIENCE);
        if (call.reply == null) {
            throw new SilentException(!call.unreachable, new IOException("no answer"));
        }
        return call.reply;
    }

    private void answer(Call call, Reply reply) {
        if (!world.chance(weather.unanswered())) {
            world.after(delay(), name + " is answered by the holder", () -> call.reply = reply);
        }
    }

    private long delay() {
        return world.upTo(world.chance(weather.slow()) ? 2000 * MS : MS);
    }

    private static final class Call {

        private Reply reply;
        private boolean unreachable;
    }
}
