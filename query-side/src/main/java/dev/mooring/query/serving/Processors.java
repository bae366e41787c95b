package dev.mooring.query.serving;

import dev.mooring.eventlog.Processor;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Runs the read models' processors while the server does. */
final class Processors implements SmartLifecycle {

    private final List<Processor> processors;
    private volatile boolean running;

    Processors(List<Processor> processors) {
        this.processors = List.copyOf(processors);
    }

    @Override
    public void start() {
        processors.forEach(Processor::start);
        running = true;
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
}
