package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.SealedCommit;
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
    private final Appender appender;
    private long offset;

    SimulatedNode(World world, Client client, CommitCodec codec, Duration patience) {
        var collection = new SimulatedCollection(client);
        var timing = new SimulatedTiming(world);
        this.codec = codec;
        this.reads = new PatientReads(collection, READING, timing);
        this.appender =
                new Appender(
                        new BatchWriter(
                                collection, bell, new UnsteadyClock(world), patience, timing),
                        patience,
                        timing);
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
