package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.Processor;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.jspecify.annotations.Nullable;

/** A tracking event processor with one segment, which hands over whole batches. */
final class TrackingProcessor implements Processor {

    private static final int BATCH = 512;
    private static final int CLAIM_EVERY_MS = 500;

    private final TrackingEventProcessor processor;
    private final LogEventStore store;
    private final LogTokenStore tokens;

    /** What the processor reads from, to be woken when it is to stop. */
    private volatile @Nullable LogEventStream stream;

    TrackingProcessor(
            String name, BatchHandler handler, LogEventStore store, LogTokenStore tokens) {
        this.store = store;
        this.tokens = tokens;
        this.processor =
                TrackingEventProcessor.builder()
                        .name(name)
                        .eventHandlerInvoker(new BatchInvoker(handler))
                        .messageSource(new Source())
                        .tokenStore(tokens)
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                        .errorHandler(PropagatingErrorHandler.instance())
                        .trackingEventProcessorConfiguration(
                                TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                                        .andBatchSize(BATCH)
                                        .andInitialTrackingToken(
                                                StreamableMessageSource::createTailToken)
                                        .andTokenClaimInterval(
                                                CLAIM_EVERY_MS, TimeUnit.MILLISECONDS))
                        .build();
    }

    @Override
    public String name() {
        return processor.getName();
    }

    @Override
    public void start() {
        processor.start();
    }

    @Override
    public boolean isLeading() {
        return processor.isRunning() && tokens.holds(processor.getName(), 0);
    }

    @Override
    public void close() {
        var reading = stream;
        if (reading != null) {
            reading.wake();
        }
        processor.shutDown();
    }

    /** The store, seen by one processor. */
    private final class Source implements StreamableMessageSource<TrackedEventMessage<?>> {

        @Override
        public BlockingStream<TrackedEventMessage<?>> openStream(
                @Nullable TrackingToken trackingToken) {
            var opened = store.openStream(trackingToken);
            stream = opened;
            return opened;
        }

        @Override
        public TrackingToken createTailToken() {
            return store.createTailToken();
        }

        @Override
        public TrackingToken createHeadToken() {
            return store.createHeadToken();
        }
    }
}
