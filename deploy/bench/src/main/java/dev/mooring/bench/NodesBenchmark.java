package dev.mooring.bench;

import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Several processes that append to one log, beside one that does so alone. */
final class NodesBenchmark {

    private static final List<Set> SETS =
            List.of(
                    new Set(1, 64, null, null),
                    new Set(2, 32, Asked.atLeast(0.4), Asked.atLeast(0.9)),
                    new Set(2, 64, Asked.atLeast(0.4), Asked.atLeast(0.9)),
                    new Set(3, 64, Asked.atLeast(0.25), null));

    private static final Asked QUICK = Asked.atMost(100);

    private final Size size;

    NodesBenchmark(Size size) {
        this.size = size;
    }

    /**
     * Nodes at work at once.
     *
     * @param callers of each
     * @param share what each is to have of the total, at least
     * @param total what the total is to be of one node's
     */
    private record Set(int nodes, int callers, @Nullable Asked share, @Nullable Asked total) {}

    /** What each node did. */
    private record Work(List<Done> nodes) {

        double total() {
            return nodes.stream().mapToDouble(Done::perSecond).sum();
        }

        DoubleStream shares() {
            return nodes.stream().mapToDouble(node -> node.perSecond() / total());
        }

        double least() {
            return shares().min().orElseThrow();
        }

        double p99() {
            return nodes.stream().mapToDouble(Done::p99).max().orElseThrow();
        }
    }

    /** One work for each set, in their order; the first is one node's. */
    private record Round(List<Work> works) {

        double toOne(int set) {
            return works.get(set).total() / works.getFirst().total();
        }
    }

    void run(Report report) throws Exception {
        report.section("Several hot nodes");
        try (var mongo = MongoFixture.start(Engine.REPLICA_SET)) {
            report.say(
                    ("%s. Each node is a process with a log of its own over one database, reached"
                                    + " by the others on a loopback port; %s. In"
                                    + " turn; medians of %d rounds of %d ms each after %d s that do not"
                                    + " count. The least share and the highest p99 are of the median"
                                    + " round's worst node.")
                            .formatted(
                                    OpenLog.describe(),
                                    Machine.describe(mongo),
                                    size.rounds(),
                                    size.round().multipliedBy(2).toMillis(),
                                    size.warmUp().toSeconds()));
            var nodes = new ArrayList<Child>();
            var database = mongo.freshDatabaseName();
            try {
                for (int i = 0; i < 3; i++) {
                    nodes.add(
                            Child.start(
                                    Node.class,
                                    List.of("-Xmx512m"),
                                    mongo.connectionString(),
                                    database));
                }
                for (var node : nodes) {
                    node.answer();
                }
                compare(report, nodes);
            } finally {
                for (var node : nodes) {
                    node.close();
                }
            }
        }
    }

    private void compare(Report report, List<Child> nodes) throws Exception {
        report.columns(
                "nodes",
                "callers of each",
                "appends/s in all",
                "to one node",
                "asked",
                "least share",
                "lowest–highest",
                "asked",
                "p99 ms",
                "asked");
        var rounds = Rounds.of(size, () -> round(nodes));
        for (int i = 0; i < SETS.size(); i++) {
            int index = i;
            var set = SETS.get(i);
            var toOne = rounds.median(round -> round.toOne(index));
            var least = rounds.median(round -> round.works.get(index).least());
            var p99 = rounds.median(round -> round.works.get(index).p99());
            report.row(
                    set.nodes,
                    set.callers,
                    rounds.median(round -> round.works.get(index).total()),
                    toOne,
                    set.total == null ? "" : set.total.of(toOne),
                    least,
                    rounds.range(round -> round.works.get(index).least()),
                    set.share == null ? "" : set.share.of(least),
                    p99,
                    set.nodes == 2 ? QUICK.of(p99) : "");
        }
    }

    private Round round(List<Child> nodes) throws IOException {
        var works = new ArrayList<Work>();
        for (var set : SETS) {
            var hot = nodes.subList(0, set.nodes);
            var order = Node.order(set.callers, size.round().multipliedBy(2));
            hot.forEach(node -> node.tell(order));
            var done = new ArrayList<Done>();
            for (var node : hot) {
                done.add(Node.read(node.answer()));
            }
            works.add(new Work(List.copyOf(done)));
        }
        return new Round(List.copyOf(works));
    }
}
