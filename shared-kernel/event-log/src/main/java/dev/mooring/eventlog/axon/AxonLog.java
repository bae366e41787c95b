package dev.mooring.eventlog.axon;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.DeadLetters;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.eventlog.ProcessorRecords;
import dev.mooring.eventlog.Processors;
import dev.mooring.eventlog.Segments;
import dev.mooring.eventlog.processing.LogProcessors;
import dev.mooring.eventlog.processing.ProcessorSettings;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.command.Repository;

/**
 * A log and Axon, put together. Holds nothing that has to be closed; the processors that it makes
 * are their callers'. Thread-safe.
 */
public final class AxonLog implements Processors {

    private final LogEventStore eventStore;
    private final CommandBus commandBus;
    private final CommandSender sender;
    private final LogProcessors processors;

    private AxonLog(
            LogEventStore eventStore,
            CommandBus commandBus,
            CommandSender sender,
            LogProcessors processors) {
        this.eventStore = eventStore;
        this.commandBus = commandBus;
        this.sender = sender;
        this.processors = processors;
    }

    /** With processors as they suit nearly everybody. */
    public static AxonLog over(EventLog log, MongoDatabase database, String node) {
        return over(log, LogProcessors.of(log, database, node, ProcessorSettings.DEFAULT));
    }

    /** Puts Axon over a log, and all of Axon in this process on the log's clock. */
    public static AxonLog over(EventLog log, LogProcessors processors) {
        GenericEventMessage.clock = log.clock();
        var bus =
                SimpleCommandBus.builder()
                        .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                        .duplicateCommandHandlerResolver(
                                DuplicateCommandHandlerResolution.rejectDuplicates())
                        .build();
        return new AxonLog(
                LogEventStore.over(log), bus, new AxonCommandSender(log, bus), processors);
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

    public ProcessorPositions positions() {
        return processors.positions();
    }

    public DeadLetters deadLetters() {
        return processors.deadLetters();
    }

    public Segments segments() {
        return processors.segments();
    }

    public ProcessorRecords records() {
        return processors.records();
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
        return processors.processor(name, handler);
    }
}
