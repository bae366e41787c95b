package dev.mooring.query.serving;

import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.ServedView;
import java.time.Duration;

/** How far read models are, by name, each in the generation that queries are answered from. */
final class ServedPositions implements ProcessorPositions {

    private final LiveViews views;

    ServedPositions(LiveViews views) {
        this.views = views;
    }

    @Override
    public long position(String readModel) {
        return view(readModel).reached();
    }

    @Override
    public long await(String readModel, long position, Duration atMost)
            throws InterruptedException {
        return view(readModel).await(position, atMost);
    }

    private ServedView view(String readModel) {
        return views.find(readModel)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no read model " + readModel));
    }
}
