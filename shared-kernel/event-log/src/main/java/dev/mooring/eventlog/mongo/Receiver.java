package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.forward.End;
import dev.mooring.eventlog.forward.Reply;
import dev.mooring.eventlog.forward.Request;
import dev.mooring.eventlog.lease.LeaseKeeper;
import dev.mooring.eventlog.mongo.Pending.Outcome;
import dev.mooring.eventlog.mongo.Pending.Outcome.Failed;
import dev.mooring.eventlog.mongo.Pending.Outcome.Refused;
import dev.mooring.eventlog.mongo.Pending.Outcome.Written;

/** Takes what other nodes forward into the batches of this one, while it holds the lease. */
final class Receiver {

    private final String node;
    private final LeaseKeeper lease;
    private final Appender appender;
    private final BatchWriter writer;
    private final ForwardEvents events;

    Receiver(
            String node,
            LeaseKeeper lease,
            Appender appender,
            BatchWriter writer,
            ForwardEvents events) {
        this.node = node;
        this.lease = lease;
        this.appender = appender;
        this.writer = writer;
        this.events = events;
    }

    /** On the caller's thread; an interruption is put off until the commits have their ends. */
    Reply receive(Request request) {
        if (writer.isBroken() || !request.node().equals(node) || !lease.accepts(request.epoch())) {
            return new Reply.Refused();
        }
        var outcomes = appender.appendFor(request.commits());
        events.received((int) outcomes.stream().filter(Written.class::isInstance).count());
        return new Reply.Ends(outcomes.stream().map(Receiver::end).toList());
    }

    private static End end(Outcome outcome) {
        return switch (outcome) {
            case Written(var document, var repeated) -> new End.Written(document, repeated);
            case Failed(ConflictException why) ->
                    new End.Conflict(why.aggregateId(), why.sequence());
            case Failed(LogUnavailableException why) when !why.unresolved() -> new End.Unwritten();
            case Failed _ -> new End.Unresolved();
            case Refused() -> new End.Declined();
        };
    }
}
