package dev.mooring.bench;

import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.language.CommandId;
import dev.mooring.language.RebuildId;
import dev.mooring.query.ReadModel;
import dev.mooring.query.audit.AuditTrail;
import dev.mooring.query.connectiondetails.ConnectionDetails;
import dev.mooring.query.connectionlist.ConnectionList;
import dev.mooring.query.directory.Directory;
import dev.mooring.query.rebuilding.RebuildOrders;
import dev.mooring.query.rebuilding.RebuildSettings;
import dev.mooring.query.rebuilding.Runner;
import dev.mooring.query.rebuilding.State;
import dev.mooring.query.reuseindex.ReuseIndex;
import dev.mooring.query.services.Services;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.Source;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * A process that reads a log and rebuilds all read models from it, again and again. Says at the end
 * how many events there are, how many a second a cursor reads, how many are folded and written, how
 * many until all is ready, and the most that its heap held, in MB.
 */
final class Rebuilding {

    static final int ROUNDS = 3;

    private static final int AT_ONCE = 4_096;
    private static final List<ReadModel> MODELS =
            List.of(
                    ConnectionList.MODEL,
                    ConnectionDetails.MODEL,
                    ReuseIndex.MODEL,
                    Services.MODEL,
                    Directory.MODEL,
                    AuditTrail.MODEL);

    private Rebuilding() {}

    /** In events per second. */
    private record Round(double cursor, double read, double ready) {}

    /**
     * Measures.
     *
     * @param arguments the connection string, and the database
     */
    public static void main(String[] arguments) throws Exception {
        try (var log = OpenLog.at(arguments[0], arguments[1])) {
            long events = log.log().head().position();
            var axon = AxonLog.over(log.log(), log.database(), "bench");
            try (var views = new LiveViews(log.database(), Source.of(log.log(), axon), 0)) {
                MODELS.forEach(views::open);
                try (var runner =
                        new Runner(views, log.database(), "bench", RebuildSettings.DEFAULT)) {
                    views.start();
                    runner.start();
                    // The first are built because there are none; they warm everything up.
                    while (!views.missing().isEmpty()) {
                        Thread.sleep(50);
                    }
                    var orders = new RebuildOrders(views, runner);
                    var rounds = Rounds.cold(ROUNDS, () -> round(log, orders, events));
                    System.out.printf(
                            "%d %.3f %.3f %.3f %d%n",
                            events,
                            rounds.median(Round::cursor),
                            rounds.median(Round::read),
                            rounds.median(Round::ready),
                            peakMegabytes());
                }
            }
        }
    }

    private static Round round(OpenLog log, RebuildOrders orders, long events) throws Exception {
        long start = System.nanoTime();
        try (var cursor = log.log().cursor(Place.BEGINNING)) {
            while (!cursor.next(AT_ONCE).isEmpty()) {
                // Nothing is done with them.
            }
        }
        double cursor = perSecond(events, start);
        long ordered = System.nanoTime();
        var ids =
                MODELS.stream()
                        .map(it ->
                                new RebuildId(
                                        orders.start(
                                                        it.name(),
                                                        RebuildId.madeBy(CommandId.random()),
                                                        false,
                                                        "bench")
                                                .rebuild()
                                                .id()))
                        .toList();
        await(orders, ids, State.INDEXING);
        double read = perSecond(events, ordered);
        await(orders, ids, State.READY);
        double ready = perSecond(events, ordered);
        ids.forEach(id -> orders.cancel(id, "bench"));
        return new Round(cursor, read, ready);
    }

    private static void await(RebuildOrders orders, List<RebuildId> ids, State state)
            throws InterruptedException {
        for (var id : ids) {
            while (true) {
                var told = orders.find(id);
                if (told.state() == State.FAILED || told.state() == State.CANCELLED) {
                    throw new IllegalStateException(
                            "%s: %s".formatted(told.state(), told.rebuild().failure()));
                }
                if (told.state().compareTo(state) >= 0) {
                    break;
                }
                Thread.sleep(20);
            }
        }
    }

    private static double perSecond(long events, long sinceNanos) {
        return events / ((System.nanoTime() - sinceNanos) / 1e9);
    }

    private static long peakMegabytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }
}
