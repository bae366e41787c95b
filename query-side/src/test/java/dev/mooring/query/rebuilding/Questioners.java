package dev.mooring.query.rebuilding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.query.Happened;
import dev.mooring.query.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Renames connections without pause and asks every node for them, each time for at least what was
 * acknowledged; keeps what was wrong with an answer.
 */
final class Questioners implements AutoCloseable {

    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> wrong = new CopyOnWriteArrayList<>();
    private final AtomicReferenceArray<Acknowledged> acknowledged;
    private final AtomicLong answers = new AtomicLong();
    private volatile boolean over;

    /** The last rename of a connection that was acknowledged. */
    private record Acknowledged(int count, long position) {}

    /**
     * @param connections named {@code con_c0} onwards, none of them renamed before
     */
    Questioners(List<TestNode> nodes, int connections) {
        acknowledged = new AtomicReferenceArray<>(connections);
        for (int i = 0; i < connections; i++) {
            acknowledged.set(i, new Acknowledged(0, nodes.getFirst().log.head().position()));
        }
        begin(() -> rename(nodes.getFirst(), connections));
        for (var node : nodes) {
            var random = new Random(threads.size());
            begin(() -> ask(node, random.nextInt(connections)));
        }
    }

    /** Waits until so many more answers have been given. */
    void moreAnswers(long more) {
        long enough = answers.get() + more;
        TestNode.until(() -> answers.get() >= enough || !wrong.isEmpty());
        assertThat(wrong).isEmpty();
    }

    @Override
    public void close() {
        over = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void rename(TestNode node, int connections) {
        for (int i = 0; i < connections && !over; i++) {
            int count = acknowledged.get(i).count() + 1;
            long position =
                    node.append(
                            count,
                            new ConnectionRenamed("con_c" + i, Happened.USER, "name " + count));
            acknowledged.set(i, new Acknowledged(count, position));
        }
    }

    private void ask(TestNode node, int connection) throws InterruptedException {
        var known = acknowledged.get(connection);
        var view = node.views.find("renames").orElseThrow();
        assertThat(view.await(known.position(), TestNode.LONG))
                .isGreaterThanOrEqualTo(known.position());

        var answer =
                node.documents
                        .get("renames")
                        .find(Story.WORKSPACE, Renames.KIND, "con_c" + connection);

        assertThat(answer).isPresent();
        assertThat(answer.get().count())
                .isBetween(known.count(), acknowledged.get(connection).count() + 1);
        if (answer.get().count() > 0) {
            assertThat(answer.get().name()).isEqualTo("name " + answer.get().count());
        }
        answers.incrementAndGet();
    }

    private interface Work {
        void run() throws Exception;
    }

    private void begin(Work work) {
        threads.add(
                Thread.ofPlatform()
                        .start(() -> {
                            while (!over && wrong.isEmpty()) {
                                try {
                                    work.run();
                                } catch (Throwable e) {
                                    wrong.add(e);
                                }
                            }
                        }));
    }
}
