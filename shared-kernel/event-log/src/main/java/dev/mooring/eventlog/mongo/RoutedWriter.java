package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.forward.End;
import dev.mooring.eventlog.forward.Reply;
import dev.mooring.eventlog.lease.Lease;
import dev.mooring.eventlog.lease.LeaseKeeper;
import dev.mooring.eventlog.lease.Route;
import dev.mooring.eventlog.mongo.Forwarder.SilentException;
import dev.mooring.eventlog.mongo.Pending.Outcome.Failed;
import dev.mooring.eventlog.mongo.Pending.Outcome.Refused;
import dev.mooring.eventlog.mongo.Pending.Outcome.Written;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches here or has the holder of the lease write them. What another node wants written is
 * never sent on. A holder that does not answer is passed by: its batch goes into the next slots
 * from here, and what he wrote of it all the same is found there by its commit id.
 */
final class RoutedWriter implements BatchSink {

    private static final Logger LOG = LoggerFactory.getLogger(RoutedWriter.class);

    /** Two nodes may each think that the other holds the lease, but not for long. */
    private static final int MOST_REFUSALS = 3;

    private final BatchWriter writer;
    private final LeaseKeeper lease;
    private final Forwarder forwarder;
    private final ForwardEvents events;

    RoutedWriter(BatchWriter writer, LeaseKeeper lease, Forwarder forwarder, ForwardEvents events) {
        this.writer = writer;
        this.lease = lease;
        this.forwarder = forwarder;
        this.events = events;
    }

    @Override
    public void write(List<Pending> batch) {
        writer.requireWhole();
        var hasOwn = batch.stream().anyMatch(pending -> !pending.foreign);
        int refusals = 0;
        for (var open = batch; !open.isEmpty() && refusals < MOST_REFUSALS; open = open(batch)) {
            switch (lease.route(hasOwn)) {
                case Route.Here() -> writer.write(open, () -> isBetterElsewhere(hasOwn));
                case Route.There(var holder) -> {
                    open.stream()
                            .filter(pending -> pending.foreign)
                            .forEach(pending -> pending.end(new Refused()));
                    refusals += forward(open(open), holder) ? 0 : 1;
                }
            }
        }
        if (!open(batch).isEmpty()) {
            writer.write(batch);
        }
    }

    private boolean isBetterElsewhere(boolean hasOwn) {
        lease.contended();
        return lease.route(hasOwn) instanceof Route.There;
    }

    /** Whether the commits have their ends. */
    private boolean forward(List<Pending> own, Lease holder) {
        if (own.isEmpty()) {
            return true;
        }
        var commits = own.stream().map(pending -> pending.commit).toList();
        try {
            return switch (forwarder.forward(holder, commits)) {
                case Reply.Ends(var ends) -> {
                    IntStream.range(0, own.size()).forEach(i -> end(own.get(i), ends.get(i)));
                    var left = open(own).size();
                    events.forwarded(own.size() - left);
                    if (left > 0) {
                        lease.refused(holder);
                    } else {
                        lease.answered();
                    }
                    yield left == 0;
                }
                case Reply.Refused() -> {
                    lease.refused(holder);
                    yield false;
                }
            };
        } catch (SilentException e) {
            LOG.warn(
                    "{} at {} holds the lease on the log's end and does not answer; passing it by: {}",
                    holder.node(),
                    holder.address(),
                    String.valueOf(e.getCause()));
            lease.silent(holder);
            events.passedBy();
            if (e.sent()) {
                own.forEach(Pending::sentAway);
            }
            writer.write(own);
            return true;
        }
    }

    private static List<Pending> open(List<Pending> batch) {
        return batch.stream().filter(Pending::isOpen).toList();
    }

    private void end(Pending pending, End end) {
        switch (end) {
            case End.Written(var document, var repeated) -> {
                writer.heardOf(document);
                pending.end(new Written(document, repeated));
            }
            case End.Conflict(var aggregateId, var sequence) ->
                    pending.end(new Failed(new ConflictException(aggregateId, sequence)));
            case End.Unwritten() ->
                    pending.end(new Failed(LogUnavailableException.notWritten(null)));
            case End.Unresolved() ->
                    pending.end(new Failed(LogUnavailableException.unresolved(null)));
            case End.Declined() -> {
                // Stays open, and goes where the lease is now.
            }
        }
    }
}
