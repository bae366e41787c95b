package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.simulation.World;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** The time of a simulated world. */
record SimulatedTiming(World world) implements Timing {

    @Override
    public long nanoTime() {
        return world.now();
    }

    @Override
    public void sleep(Duration duration) {
        world.sleep(duration.toNanos());
    }

    @Override
    public <T> T await(CompletableFuture<T> future, Duration atMost) throws TimeoutException {
        world.await(future::isDone, world.now() + atMost.toNanos());
        if (!future.isDone()) {
            throw new TimeoutException();
        }
        return future.join();
    }
}
