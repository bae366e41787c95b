package dev.mooring.eventlog.axon;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.eventlog.Processors;
import java.time.Duration;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.command.Repository;

/**
 * A log and Axon, put together. Holds nothing that has to be closed; the processors that it makes
 * are their callers'. Thread-safe.
 */
public final class AxonLog implements Processors {

    private static final String TOKENS = "tokens";
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(5);

    private final LogEventStore eventStore;
    private final CommandBus commandBus;
    private final CommandSender sender;
    private final LogTokenStore tokenStore;

    private AxonLog(
            LogEventStore eventStore,
            CommandBus commandBus,
            CommandSender sender,
            LogTokenStore tokenStore) {
        this.eventStore = eventStore;
        this.commandBus = commandBus;
        this.sender = sender;
        this.tokenStore = tokenStore;
    }

    /**
     * Puts Axon over a log, and all of Axon in this process on the log's clock.
     *
     * @param database where processors keep their places
     * @param node this process; where it has the name of the one before it, it takes over that
     *     one's claims at once, so a name is either unique or never used twice at a time
     */
    public static AxonLog over(EventLog log, MongoDatabase database, String node) {
        GenericEventMessage.clock = log.clock();
        var bus =
                SimpleCommandBus.builder()
                        .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                        .duplicateCommandHandlerResolver(
                                DuplicateCommandHandlerResolution.rejectDuplicates())
                        .build();
        return new AxonLog(
                LogEventStore.over(log),
                bus,
                new AxonCommandSender(log, bus),
                new LogTokenStore(database, TOKENS, node, log.clock(), CLAIM_TIMEOUT));
    }

    public EventStore eventStore() {
        return eventStore;
    }

    /** Handles commands on the caller's thread; {@link #sender} is the way to it. */
    public CommandBus commandBus() {
        return commandBus;
    }

    public CommandSender sender() {
        return sender;
    }

    public TokenStore tokenStore() {
        return tokenStore;
    }

    public ProcessorPositions positions() {
        return tokenStore.positions();
    }

    /** A repository of event-sourced aggregates. The log's keys are its lock. */
    public <T> Repository<T> repository(Class<T> aggregate) {
        EventSourcingRepository<T> repository =
                EventSourcingRepository.builder(aggregate)
                        .eventStore(eventStore)
                        .lockFactory(NullLockFactory.INSTANCE)
                        .build();
        return repository;
    }

    /** Subscribes the methods of an object that are annotated as command handlers. */
    public void subscribe(Object commandHandler) {
        new AnnotationCommandHandlerAdapter<>(commandHandler).subscribe(commandBus);
    }

    @Override
    public Processor processor(String name, BatchHandler handler) {
        return new TrackingProcessor(name, handler, eventStore, tokenStore);
    }
}
