package dev.mooring.eventlog.tck.log;

import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.Receipt;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Callers that append through several nodes at once, and a journal of what they were told. */
final class Load implements AutoCloseable {

    private static final int CALLERS = 4;

    /** Position by commit id, as acknowledged. */
    final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    /** Commits of which nobody knows. */
    final Set<String> unresolved = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Future<?>> callers;

    private Load(List<Node> nodes, int commitsEach) {
        callers =
                IntStream.range(0, nodes.size() * CALLERS)
                        .<Future<?>>mapToObj(caller ->
                                threads.submit(() ->
                                        call(
                                                nodes.get(caller % nodes.size()),
                                                "c" + caller,
                                                commitsEach)))
                        .toList();
    }

    /** Starts callers that append so many commits each, of one to three events. */
    static Load of(List<Node> nodes, int commitsEach) {
        return new Load(nodes, commitsEach);
    }

    /** Starts callers that append until they are told to stop. */
    static Load endless(List<Node> nodes) {
        return new Load(nodes, Integer.MAX_VALUE);
    }

    void stop() {
        stopped.set(true);
    }

    /** Waits until all callers are done; what they threw comes out. */
    void finish() throws Exception {
        for (var caller : callers) {
            caller.get();
        }
    }

    @Override
    public void close() {
        stop();
        threads.close();
    }

    private void call(Node node, String caller, int commits) {
        for (int i = 0; i < commits && !stopped.get(); i++) {
            var commit =
                    switch (i % 3) {
                        case 0 -> node.counting(i, caller + "-a");
                        case 1 -> node.counting(i, caller + "-b" + i, caller + "-c" + i);
                        default ->
                                node.counting(
                                        i, caller + "-d", caller + "-e" + i, caller + "-f" + i);
                    };
            append(node, commit);
        }
    }

    private void append(Node node, NewCommit commit) {
        try {
            Receipt receipt = node.log.append(commit);
            acknowledged.put(commit.id().value(), receipt.position());
        } catch (LogUnavailableException e) {
            if (e.unresolved()) {
                unresolved.add(commit.id().value());
            }
        }
    }
}
