package dev.mooring.eventlog.mongo;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings the doorbell for what other nodes append: by a change stream where the database has one,
 * and by looking whether the next commit is there while it has not. One thread per log.
 */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** How often a server without change streams is asked for the next commit. */
    private static final Duration POLL = Duration.ofMillis(25);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

    private final LogCollection log;
    private final Doorbell bell;
    private final BooleanSupplier hasChangeStreams;
    private final Thread thread;
    private volatile boolean closed;

    private Watch(LogCollection log, Doorbell bell, BooleanSupplier hasChangeStreams) {
        this.log = log;
        this.bell = bell;
        this.hasChangeStreams = hasChangeStreams;
        this.thread = Thread.ofPlatform().daemon().name("log-watch").unstarted(this::run);
    }

    /**
     * @param hasChangeStreams asked again after every failure, since a client may learn it late
     */
    static Watch start(LogCollection log, Doorbell bell, BooleanSupplier hasChangeStreams) {
        var watch = new Watch(log, bell, hasChangeStreams);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                if (hasChangeStreams.getAsBoolean()) {
                    follow();
                } else {
                    poll();
                }
            } catch (MongoException e) {
                LOG.debug("watching the log failed; trying again", e);
                pause(PAUSE_AFTER_FAILURE);
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.warn("watching the log failed; trying again", e);
                    pause(PAUSE_AFTER_FAILURE);
                }
            }
        }
    }

    /** Subscribes first and catches up second, so that nothing falls between. */
    private void follow() {
        try (var stream = log.changes()) {
            catchUp();
            while (!closed) {
                var change = stream.tryNext();
                if (change != null && change.getDocumentKey() != null) {
                    bell.ring(change.getDocumentKey().getInt64("_id").getValue());
                }
            }
        }
    }

    private void poll() {
        while (!closed && !hasChangeStreams.getAsBoolean()) {
            if (bell.isAwaited()) {
                catchUp();
            }
            pause(POLL);
        }
    }

    /** One commit is enough: whoever hears it reads all there is and rings for the rest. */
    private void catchUp() {
        var next = bell.newest() + 1;
        if (log.has(next)) {
            bell.ring(next);
        }
    }

    private void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
