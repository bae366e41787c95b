package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Gathers the events of a batch and hands them over with its last one. That is before the unit of
 * work prepares to commit, which is where a processor stores its token: a write that were
 * registered for that phase would come after the token, and a kill between the two would lose it
 * for good.
 *
 * <p>Accepts every event, so that the token moves with the log. Events are sequenced by owner, so
 * that a view fed by two aggregates of one user sees them in order.
 */
final class BatchInvoker implements EventHandlerInvoker {

    private static final String GATHERED = BatchInvoker.class.getName() + ".gathered";
    private final BatchHandler handler;

    BatchInvoker(BatchHandler handler) {
        this.handler = handler;
    }

    @Override
    public boolean canHandle(EventMessage<?> eventMessage, Segment segment) {
        return eventMessage instanceof LogMessage message
                && segment.matches(sequence(message.recorded()));
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) {
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        List<RecordedEvent> batch = unit.getOrComputeResource(GATHERED, key -> new ArrayList<>());
        batch.add(((LogMessage) message).recorded());
        if (!(unit instanceof BatchingUnitOfWork<?> batching) || batching.isLastMessage()) {
            handler.handle(List.copyOf(batch));
            batch.clear();
        }
    }

    /** Views are rebuilt beside the live ones and never by resetting a token. */
    @Override
    public boolean supportsReset() {
        return false;
    }

    private static String sequence(RecordedEvent event) {
        var owner = event.origin().owner();
        return owner == null ? event.workspace().value() : event.workspace().value() + '/' + owner;
    }
}
