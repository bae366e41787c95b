package dev.mooring.deciding;

import dev.mooring.eventlog.CommandMetadata;
import dev.mooring.language.DomainEvent;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Decider} as an Axon aggregate. A workspace sees only its own: to any other the
 * aggregate is as if it had never been.
 */
public abstract class DecidedAggregate<S, C, E extends DomainEvent> {

    private final Decider<S, C, E> decider;
    private final Class<E> events;

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private @Nullable String id;

    private @Nullable String workspace;
    private S state;

    protected DecidedAggregate(Decider<S, C, E> decider, Class<E> events) {
        this.decider = decider;
        this.events = events;
        this.state = decider.initial();
    }

    final S stateFor(String asking) {
        return isForeign(asking) ? decider.initial() : state;
    }

    final List<E> decide(C command, String asking) {
        var decided = decider.decide(stateFor(asking), command);
        if (isForeign(asking) && !decided.isEmpty()) {
            throw new IllegalStateException(
                    "an id of one workspace was given to another's aggregate");
        }
        // The log adds its own metadata at the commit only, and the handler below asks for this
        // one.
        var own = MetaData.with(CommandMetadata.WORKSPACE, asking);
        decided.forEach(event -> AggregateLifecycle.apply(event, own));
        return decided;
    }

    @EventSourcingHandler
    void on(
            DomainEvent event,
            @MetaDataValue(value = CommandMetadata.WORKSPACE, required = true) String of) {
        id = event.aggregateId();
        workspace = of;
        state = decider.evolve(state, events.cast(event));
    }

    /** Whether it is another workspace's than the one that asks. */
    protected boolean isForeign(String asking) {
        return workspace != null && !workspace.equals(asking);
    }
}
