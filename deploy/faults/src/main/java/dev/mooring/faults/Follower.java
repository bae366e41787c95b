package dev.mooring.faults;

import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogUnavailableException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Reads the log from its beginning as it grows, and notes each event, over all lives of its
 * process: it goes on after the last that it noted.
 */
final class Follower implements Runnable {

    private static final Duration WAIT = Duration.ofMillis(200);

    private final EventLog log;
    private final Journal seen;

    private long position;

    Follower(EventLog log, Path file) {
        this.log = log;
        this.seen = Journal.open(file);
        this.position =
                Journal.text(file, 0)
                        .lines()
                        .reduce((_, last) -> last)
                        .map(Follower::positionOf)
                        .orElse(0L);
    }

    static long positionOf(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    static String eventOf(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try (var cursor = log.cursor(log.placeOf(position))) {
                while (!Thread.currentThread().isInterrupted()) {
                    for (var event : cursor.next(64)) {
                        seen.write(event.position() + " " + event.id() + "\n");
                        position = event.position();
                    }
                    cursor.await(WAIT);
                }
            } catch (LogUnavailableException e) {
                // The next cursor goes on where this one stopped.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
