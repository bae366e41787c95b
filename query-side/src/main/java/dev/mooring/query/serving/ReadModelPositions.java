package dev.mooring.query.serving;

import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.query.history.History;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.ServedView;
import java.time.Duration;

/**
 * How far read models are, each in the generation that queries are answered from. What is read from
 * the log is as far as its head, and never has to be waited for.
 */
final class ReadModelPositions implements Positions {

    private final LiveViews views;
    private final EventLog log;

    ReadModelPositions(LiveViews views, EventLog log) {
        this.views = views;
        this.log = log;
    }

    @Override
    public long reached(String readModel) {
        return readModel.equals(History.SOURCE) ? log.head().position() : view(readModel).reached();
    }

    @Override
    public long await(String readModel, long position, Duration atMost)
            throws InterruptedException {
        return readModel.equals(History.SOURCE)
                ? log.head().position()
                : view(readModel).await(position, atMost);
    }

    private ServedView view(String readModel) {
        return views.find(readModel)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no read model " + readModel));
    }
}
