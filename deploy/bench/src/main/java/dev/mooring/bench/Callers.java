package dev.mooring.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/** Callers at work at once, each of which calls again as soon as it has its answer. */
final class Callers {

    private Callers() {}

    /** One call; throws where it did not get what it came for. */
    @FunctionalInterface
    interface Call {
        void make() throws Exception;
    }

    /**
     * What they got done.
     *
     * @param p50 half of the calls had their answer within so many milliseconds
     * @param p99 and 99 of 100 within so many
     */
    record Done(int calls, Duration took, double p50, double p99) {

        /** Where there is nothing to call. */
        static final Done NOTHING = new Done(0, Duration.ZERO, Double.NaN, Double.NaN);

        double perSecond() {
            return calls / (took.toNanos() / 1e9);
        }
    }

    /**
     * @param call what the caller of this number does, again and again
     */
    static Done work(int callers, Duration time, IntFunction<Call> call) throws Exception {
        var start = System.nanoTime();
        var end = start + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<LongStream>>();
            for (int caller = 0; caller < callers; caller++) {
                var own = call.apply(caller);
                tasks.add(() -> until(end, own));
            }
            var all = LongStream.empty();
            for (var caller : threads.invokeAll(tasks)) {
                all = LongStream.concat(all, caller.get());
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            var latencies = all.sorted().toArray();
            return new Done(
                    latencies.length, took, percentile(latencies, 50), percentile(latencies, 99));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a caller failed", e.getCause());
        }
    }

    /** Each caller calls so often, however long that takes. */
    static void each(int callers, int times, IntFunction<Call> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int caller = 0; caller < callers; caller++) {
                var own = call.apply(caller);
                tasks.add(() -> {
                    for (int i = 0; i < times; i++) {
                        own.make();
                    }
                    return times;
                });
            }
            for (var caller : threads.invokeAll(tasks)) {
                caller.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a caller failed", e.getCause());
        }
    }

    private static LongStream until(long end, Call call) throws Exception {
        var latencies = new long[1024];
        int calls = 0;
        for (long before = System.nanoTime(); before < end; calls++) {
            call.make();
            long after = System.nanoTime();
            if (calls == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * calls);
            }
            latencies[calls] = after - before;
            before = after;
        }
        return Arrays.stream(latencies, 0, calls);
    }

    /** In milliseconds. */
    private static double percentile(long[] ascending, int percent) {
        int index = (int) Math.ceil(percent / 100.0 * ascending.length) - 1;
        return ascending[Math.max(0, index)] / 1e6;
    }
}
