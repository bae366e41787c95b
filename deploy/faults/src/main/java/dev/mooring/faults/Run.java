package dev.mooring.faults;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Sorts;
import dev.mooring.eventlog.format.CommitDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static final long PROGRESS = 20;

    private final List<Node> nodes;

    Run(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    static Run start(List<Node> nodes) throws InterruptedException {
        var run = new Run(nodes);
        nodes.forEach(Node::start);
        run.awaitProgress();
        return run;
    }

    /** So that what comes next hits callers in the middle of something: every node's. */
    void awaitProgress() throws InterruptedException {
        for (var node : nodes) {
            long before = node.written();
            await(() -> node.written() >= before + PROGRESS, node.name + " makes no progress");
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

    private List<Integer> seen() {
        return nodes.stream().map(node -> node.seen().size()).toList();
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

    private static void await(BooleanSupplier condition, String otherwise)
            throws InterruptedException {
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
