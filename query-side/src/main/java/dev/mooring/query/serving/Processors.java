package dev.mooring.query.serving;

import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.ProcessorPositions;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the read models' processors while the server does. They begin before it takes requests, and
 * have a moment to catch up: whoever asks first after a start does not miss what was acknowledged
 * before it.
 */
final class Processors implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Processors.class);

    /**
     * Longer than the claims of a node that died; a view that is further behind is served as it is.
     */
    private static final Duration CATCHING_UP = Duration.ofSeconds(8);

    private final List<Processor> processors;
    private final ProcessorPositions positions;
    private final EventLog log;
    private volatile boolean running;

    Processors(List<Processor> processors, ProcessorPositions positions, EventLog log) {
        this.processors = List.copyOf(processors);
        this.positions = positions;
        this.log = log;
    }

    @Override
    public void start() {
        processors.forEach(Processor::start);
        running = true;
        try {
            catchUp();
        } catch (LogUnavailableException e) {
            LOG.warn("the log does not answer; read models catch up once it does");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        processors.forEach(Processor::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server's. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void catchUp() throws InterruptedException {
        long head = log.head().position();
        long deadline = System.nanoTime() + CATCHING_UP.toNanos();
        for (var processor : processors) {
            var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            long reached = positions.await(processor.name(), head, left);
            if (reached < head) {
                LOG.info(
                        "{} is at position {} of {} and catches up while it is served",
                        processor.name(),
                        reached,
                        head);
            }
        }
    }
}
