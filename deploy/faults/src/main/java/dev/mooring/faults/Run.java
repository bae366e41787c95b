package dev.mooring.faults;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Sorts;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.lease.StoredLeases;
import dev.mooring.faults.Told.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bson.BsonDocument;

/** Nodes at work on one database, from their start to the verdict. For one thread. */
final class Run implements AutoCloseable {

    static final String DATABASE = "faults";
    static final String LOG = "log";

    /** Longer than any fail-over on a machine that is busy with other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A deadline of three seconds, at a node that takes a dead one's claim over after five. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** Two busy nodes meet within milliseconds, and one of them takes the lease. */
    private static final Duration LEASE_PATIENCE = Duration.ofSeconds(10);

    /** Acknowledged commits. */
    static final long PROGRESS = 10;

    private final List<Node> nodes;

    /** How far nodes' callers had got at a time. */
    record Mark(Map<Node, Long> written, long nanoTime) {}

    Run(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    static Run start(List<Node> nodes) throws InterruptedException {
        var run = new Run(nodes);
        nodes.forEach(Node::start);
        run.awaitProgress();
        return run;
    }

    /**
     * So that what comes next hits callers in the middle of something: every node's.
     *
     * @return how long it took
     */
    Duration awaitProgress() throws InterruptedException {
        return awaitProgress(mark());
    }

    /** As {@link #awaitProgress()}, without a node that is stopped. */
    Duration awaitProgressBut(Node stopped) throws InterruptedException {
        return awaitProgress(mark(nodes.stream().filter(node -> node != stopped).toList()));
    }

    /** As {@link #awaitProgress()}, counted from an earlier time. */
    Duration awaitProgress(Mark since) throws InterruptedException {
        for (var each : since.written().entrySet()) {
            var node = each.getKey();
            long enough = each.getValue() + PROGRESS;
            await(() -> written(node) >= enough, node.name + " makes no progress");
        }
        return Duration.ofNanos(System.nanoTime() - since.nanoTime());
    }

    Mark mark() {
        return mark(nodes);
    }

    /** Until each node's callers have been told that the log is not to be had. */
    void awaitUnavailability() throws InterruptedException {
        for (var node : nodes) {
            long before = unavailable(node);
            await(() -> unavailable(node) > before, node.name + " notices nothing");
        }
    }

    /** The node that holds the lease on the log's end, waited for a little. */
    Optional<Node> holder(String uri) throws InterruptedException {
        try (var client = MongoClients.create(uri)) {
            var leases = new StoredLeases(client.getDatabase(DATABASE), LOG, PATIENCE);
            long deadline = System.nanoTime() + LEASE_PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                var called = leases.read().node();
                var holder = nodes.stream().filter(node -> node.isCalled(called)).findFirst();
                if (holder.isPresent()) {
                    return holder;
                }
                Thread.sleep(10);
            }
            return Optional.empty();
        }
    }

    /**
     * Ends the callers and waits until followers see nothing new for longer than any deadline takes
     * to be met; then ends the nodes.
     */
    void settle() throws InterruptedException {
        nodes.forEach(node -> node.tell("stop"));
        var seen = seen();
        long since = System.nanoTime();
        long deadline = since + PATIENCE.toNanos();
        while (System.nanoTime() - since < QUIET.toNanos()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the log does not come to rest");
            }
            Thread.sleep(100);
            var now = seen();
            if (!now.equals(seen)) {
                seen = now;
                since = System.nanoTime();
            }
        }
        close();
    }

    /** Judges what the nodes left in their database. */
    Verdict judge(String uri) {
        try (var client = MongoClients.create(uri)) {
            var verdict = new Verdict(read(client));
            for (var node : nodes) {
                verdict.callers(node);
                verdict.follower(node);
            }
            return verdict;
        }
    }

    private static Mark mark(List<Node> nodes) {
        var written = new LinkedHashMap<Node, Long>();
        nodes.forEach(node -> written.put(node, written(node)));
        return new Mark(written, System.nanoTime());
    }

    private static long written(Node node) {
        return node.told(Kind.WRITTEN);
    }

    private static long unavailable(Node node) {
        return node.told(Kind.UNWRITTEN) + node.told(Kind.UNKNOWN);
    }

    private List<Long> seen() {
        return nodes.stream().map(Node::bytesSeen).toList();
    }

    private static List<CommitDocument> read(MongoClient client) {
        return client.getDatabase(DATABASE)
                .getCollection(LOG, BsonDocument.class)
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary())
                .find()
                .sort(Sorts.ascending("_id"))
                .map(CommitDocument::fromBson)
                .into(new ArrayList<>());
    }

    static void await(BooleanSupplier condition, String otherwise) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(otherwise);
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
