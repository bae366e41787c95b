package dev.mooring.credentials.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Starts the same thing many times at the same instant, each on a thread of its own. */
final class Racing {

    private Racing() {}

    static <T> List<T> run(int count, IntFunction<Callable<T>> thing) throws Exception {
        var barrier = new CyclicBarrier(count);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < count; i++) {
                var one = thing.apply(i);
                running.add(
                        threads.submit(() -> {
                            barrier.await();
                            return one.call();
                        }));
            }
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
