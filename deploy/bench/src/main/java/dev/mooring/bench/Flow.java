package dev.mooring.bench;

import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.axon.AxonLog;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process with a small heap through which events flow: appended by many callers, read by
 * processors as they come. Says at the end how many events a second that were, and the most that
 * its heap held, in MB: at any time, and right after a collection.
 */
final class Flow {

    static final int CALLERS = 64;
    static final int EVENTS_PER_COMMIT = 10;
    static final int PROCESSORS = 2;

    private Flow() {}

    /**
     * Lets them flow.
     *
     * @param arguments the connection string, the database, and how many events
     */
    public static void main(String[] arguments) throws Exception {
        int commits = Integer.parseInt(arguments[2]) / CALLERS / EVENTS_PER_COMMIT;
        long events = (long) commits * CALLERS * EVENTS_PER_COMMIT;
        var heap = new Heap();
        try (var log = OpenLog.at(arguments[0], arguments[1])) {
            var axon = AxonLog.over(log.log(), log.database(), "flow");
            var processors = new ArrayList<Processor>();
            var through = new CountDownLatch(PROCESSORS);
            long start = System.nanoTime();
            for (int i = 0; i < PROCESSORS; i++) {
                processors.add(counting(axon, "flow_" + i, events, through));
            }
            var watcher = Thread.ofVirtual().start(() -> heap.watchUntil(through));
            Callers.each(CALLERS, commits, _ -> log.connection(EVENTS_PER_COMMIT));
            through.await();
            var seconds = (System.nanoTime() - start) / 1e9;
            watcher.join();
            processors.forEach(Flow::close);
            System.out.printf(
                    "%d %.3f %d %d%n", events, seconds, heap.peakMegabytes(), heap.kept >> 20);
        }
    }

    private static Processor counting(
            AxonLog axon, String name, long events, CountDownLatch through) {
        var seen = new AtomicLong();
        var processor =
                axon.processor(
                        name,
                        batch -> {
                            long before = seen.getAndAdd(batch.size());
                            if (before < events && before + batch.size() >= events) {
                                through.countDown();
                            }
                        });
        processor.start();
        return processor;
    }

    private static void close(Processor processor) {
        try {
            processor.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Heap {

        private final List<MemoryPoolMXBean> pools =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .toList();
        private long kept;

        private void watchUntil(CountDownLatch end) {
            try {
                do {
                    kept =
                            Math.max(
                                    kept,
                                    pools.stream()
                                            .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                                            .sum());
                } while (!end.await(200, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private long peakMegabytes() {
            return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
        }
    }
}
