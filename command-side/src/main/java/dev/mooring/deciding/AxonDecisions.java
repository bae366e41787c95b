package dev.mooring.deciding;

import static java.util.Objects.requireNonNull;

import dev.mooring.eventlog.CommandMetadata;
import dev.mooring.language.DomainEvent;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** {@link Decisions} on Axon's repositories, for the workspace that the running command names. */
public final class AxonDecisions<A extends DecidedAggregate<S, C, E>, S, C, E extends DomainEvent>
        implements Decisions<S, C, E> {

    private final Repository<A> repository;
    private final Callable<A> factory;

    public AxonDecisions(Repository<A> repository, Callable<A> factory) {
        this.repository = repository;
        this.factory = factory;
    }

    @Override
    public S state(String id) {
        return load(id).invoke(aggregate -> aggregate.stateFor(workspace()));
    }

    @Override
    public List<E> decide(String id, C command) {
        Function<A, List<E>> decision = aggregate -> aggregate.decide(command, workspace());
        return load(id).invoke(decision);
    }

    private Aggregate<A> load(String id) {
        try {
            return repository.loadOrCreate(id, factory);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("an aggregate could not be made", e);
        }
    }

    private static String workspace() {
        var metadata = CurrentUnitOfWork.get().getMessage().getMetaData();
        return requireNonNull(
                (String) metadata.get(CommandMetadata.WORKSPACE), "a command names its workspace");
    }
}
