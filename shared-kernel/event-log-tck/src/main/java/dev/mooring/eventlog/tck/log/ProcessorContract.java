package dev.mooring.eventlog.tck.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What processors and their tokens hold to on every engine. A subclass names the engine. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class ProcessorContract {

    private static final String VIEW = "view";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MongoFixture fixture;
    private final String database;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Processor> processors = new ArrayList<>();

    protected ProcessorContract(MongoFixture fixture) {
        this.fixture = fixture;
        this.database = fixture.freshDatabaseName();
    }

    @AfterEach
    void closeAll() {
        processors.forEach(Processor::close);
        nodes.forEach(Node::close);
    }

    @Test
    void aNodeThatDiesBetweenTheWriteAndTheTokenLosesNothing() throws Exception {
        var dying = node("node");
        var writer = append(30);

        start(
                dying,
                batch -> {
                    write(dying, batch);
                    dying.cutOff();
                });
        awaitCount(writer, 30);
        assertThat(writer.axon.positions().position(VIEW)).isZero();

        var next = node("node");
        start(next, batch -> write(next, batch));

        assertThat(next.axon.positions().await(VIEW, 30, PATIENCE)).isEqualTo(30);
        // Applied twice, and yet each is there once, at the position that made it.
        assertThat(view(writer)).hasSize(30);
    }

    @Test
    void aNodeThatDiesBeforeTheWriteLosesNothing() throws Exception {
        var dying = node("node");
        var writer = append(30);

        start(
                dying,
                batch -> {
                    dying.cutOff();
                    write(dying, batch);
                });
        var next = node("node");
        start(next, batch -> write(next, batch));

        assertThat(next.axon.positions().await(VIEW, 30, PATIENCE)).isEqualTo(30);
        assertThat(view(writer)).hasSize(30);
    }

    @Test
    void ofNodesThatBeginAtOnceOneWorksAndAnotherTakesOver() throws Exception {
        var first = start(node("one"), batch -> write(nodes.getFirst(), batch));
        var second = start(node("two"), batch -> write(nodes.get(1), batch));
        var writer = append(10);
        assertThat(writer.axon.positions().await(VIEW, 10, PATIENCE)).isEqualTo(10);

        assertThat(List.of(first.isLeading(), second.isLeading())).containsOnlyOnce(true);
        var leading = first.isLeading() ? first : second;
        leading.close();
        writer.log.append(writer.counting(10, "a"));

        assertThat(writer.axon.positions().await(VIEW, 11, PATIENCE)).isEqualTo(11);
        assertThat(view(writer)).hasSize(11);
        assertThat(view(writer)).allSatisfy(seen -> assertThat(seen.getInteger("times")).isOne());
    }

    private Node append(int commits) {
        var writer = node("writer");
        for (int i = 0; i < commits; i++) {
            writer.log.append(writer.counting(i, "a"));
        }
        return writer;
    }

    private Node node(String name) {
        var node = Node.open(fixture, database, name);
        nodes.add(node);
        return node;
    }

    private Processor start(Node node, dev.mooring.eventlog.BatchHandler handler) {
        var processor =
                node.axon.processor(
                        VIEW,
                        batch -> {
                            try {
                                handler.handle(batch);
                            } catch (IllegalStateException e) {
                                throw new MongoException("the client is closed", e);
                            }
                        });
        processors.add(processor);
        processor.start();
        return processor;
    }

    /** One write for the batch. */
    private static void write(Node node, List<RecordedEvent> batch) {
        node.database
                .getCollection(VIEW)
                .withWriteConcern(com.mongodb.WriteConcern.MAJORITY)
                .bulkWrite(
                        batch.stream()
                                .map(event ->
                                        new UpdateOneModel<Document>(
                                                Filters.eq("_id", event.position()),
                                                Updates.inc("times", 1),
                                                new UpdateOptions().upsert(true)))
                                .toList());
    }

    private static List<Document> view(Node node) {
        return node.database.getCollection(VIEW).find().into(new ArrayList<>());
    }

    private static void awaitCount(Node node, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (view(node).size() < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(view(node)).hasSize(count);
    }
}
