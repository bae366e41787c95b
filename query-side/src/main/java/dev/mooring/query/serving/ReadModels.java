package dev.mooring.query.serving;

import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.query.rebuilding.Runner;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.ServedView;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the read models up to date while the server runs. They begin before it takes requests, and
 * have a moment to catch up: whoever asks first after a start does not miss what was acknowledged
 * before it.
 */
final class ReadModels implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReadModels.class);

    /**
     * Longer than the claims of a node that died; a view that is further behind is served as it is.
     */
    private static final Duration CATCHING_UP = Duration.ofSeconds(8);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final LiveViews views;
    private final Runner runner;
    private volatile boolean running;

    ReadModels(LiveViews views, Runner runner) {
        this.views = views;
        this.runner = runner;
    }

    @Override
    public void start() {
        views.start();
        runner.start();
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
        runner.close();
        views.close();
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
        long deadline = System.nanoTime() + CATCHING_UP.toNanos();
        for (var view : views.all()) {
            long head = view.source().log().head().position();
            if (!awaitServed(view, deadline)) {
                LOG.info("{} is being built; this node is not ready before", view.model().name());
                continue;
            }
            long reached = view.await(head, Duration.ofNanos(left(deadline)));
            if (reached < head) {
                LOG.info(
                        "{} is at position {} of {} and catches up while it is served",
                        view.model().name(),
                        reached,
                        head);
            }
        }
    }

    private static boolean awaitServed(ServedView view, long deadline) throws InterruptedException {
        while (!view.isServed() && left(deadline) > 0) {
            Thread.sleep(LOOK);
        }
        return view.isServed();
    }

    private static long left(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }
}
