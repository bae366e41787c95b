package dev.mooring.query.serving;

import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.query.history.History;
import java.time.Duration;

/**
 * How far read models are: a read model's processor bears its name. What is read from the log is as
 * far as its head, and never has to be waited for.
 */
final class ReadModelPositions implements Positions {

    private final ProcessorPositions processors;
    private final EventLog log;

    ReadModelPositions(ProcessorPositions processors, EventLog log) {
        this.processors = processors;
        this.log = log;
    }

    @Override
    public long reached(String readModel) {
        return readModel.equals(History.SOURCE)
                ? log.head().position()
                : processors.position(readModel);
    }

    @Override
    public long await(String readModel, long position, Duration atMost)
            throws InterruptedException {
        return readModel.equals(History.SOURCE)
                ? log.head().position()
                : processors.await(readModel, position, atMost);
    }
}
