package dev.mooring.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts things at the same instant, each on a thread of its own. */
final class Together {

    private Together() {}

    /** What each came to: its result or the exception that it threw. */
    static List<Object> run(List<Callable<?>> things) throws Exception {
        var barrier = new CyclicBarrier(things.size());
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = new ArrayList<Future<Object>>();
            for (var thing : things) {
                running.add(
                        threads.submit(() -> {
                            barrier.await();
                            return thing.call();
                        }));
            }
            var outcomes = new ArrayList<>();
            for (var one : running) {
                try {
                    outcomes.add(one.get());
                } catch (ExecutionException e) {
                    outcomes.add(e.getCause());
                }
            }
            return outcomes;
        }
    }
}
