package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.forward.Reply;
import dev.mooring.eventlog.forward.Request;
import dev.mooring.eventlog.lease.LeaseKeeper;
import dev.mooring.eventlog.lease.Leases;
import dev.mooring.eventlog.simulation.Client;
import dev.mooring.eventlog.simulation.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Mooring's own way into the log and out of it, as one life of a process has it. */
final class SimulatedNode {

    private static final long BEGINNING = Instant.parse("2026-03-01T09:30:00Z").toEpochMilli();

    /** Outlasts any primary that has been replaced and does not know it. */
    private static final Duration READING = Duration.ofSeconds(15);

    final PatientReads reads;

    private final CommitCodec codec;
    private final Doorbell bell = new Doorbell();
    private final SimulatedTiming timing;
    private final BatchWriter writer;
    private Appender appender;
    private Receiver receiver;
    private long offset;

    private SimulatedNode(World world, Client client, CommitCodec codec, Duration patience) {
        var collection = new SimulatedCollection(client);
        this.timing = new SimulatedTiming(world);
        this.codec = codec;
        this.reads = new PatientReads(collection, READING, timing);
        this.writer =
                new BatchWriter(
                        collection,
                        bell,
                        new UnsteadyClock(world),
                        patience,
                        timing,
                        WriterEvents.UNHEARD);
    }

    /** One that writes alone. */
    static SimulatedNode alone(World world, Client client, CommitCodec codec, Duration patience) {
        var node = new SimulatedNode(world, client, codec, patience);
        node.appender = new Appender(node.writer, patience, node.timing);
        return node;
    }

    /**
     * One that has the holder of the lease write for it.
     *
     * @param name of this life
     */
    static SimulatedNode together(
            World world,
            Client client,
            CommitCodec codec,
            Duration patience,
            Leases leases,
            Forwarder forwarder,
            String name,
            String address) {
        var node = new SimulatedNode(world, client, codec, patience);
        var keeper = new LeaseKeeper(leases, name, address, world::now, () -> {});
        // As if it had met others already: in so few commits nobody is met often enough.
        keeper.contended();
        keeper.contended();
        var routed = new RoutedWriter(node.writer, keeper, forwarder, ForwardEvents.UNHEARD);
        node.appender = new Appender(routed, patience, node.timing);
        node.receiver =
                new Receiver(name, keeper, node.appender, node.writer, ForwardEvents.UNHEARD);
        return node;
    }

    /** What another node wants written. */
    Reply receive(Request request) {
        return receiver.receive(request);
    }

    Told.Written append(SealedCommit commit) {
        var written = appender.append(commit);
        return new Told.Written(written.document().last(), written.repeated());
    }

    EventCursor cursor(Place after) {
        return new LogCursor(reads, codec, bell, after);
    }

    /** Has its clock go on from another time. */
    void setClock(Duration ahead) {
        offset = ahead.toMillis();
    }

    /** A clock that is wrong, and now and then in another way. */
    private final class UnsteadyClock extends Clock {

        private final World world;

        private UnsteadyClock(World world) {
            this.world = world;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(BEGINNING + offset + world.now() / 1_000_000);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
