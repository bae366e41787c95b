package dev.mooring.eventlog.tck.log;

import dev.mooring.eventlog.forward.Courier;
import dev.mooring.eventlog.forward.Forwarding;
import dev.mooring.eventlog.mongo.MongoEventLog;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Nodes in this process that reach each other. One that sleeps gets what was sent to it when it
 * wakes, long after whoever sent it has given up.
 */
final class Neighbours implements Courier {

    private final Map<String, MongoEventLog> logs = new ConcurrentHashMap<>();
    private final Set<String> asleep = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> late = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();

    Forwarding of(String node) {
        return new Forwarding(node, node, this);
    }

    void add(String node, MongoEventLog log) {
        logs.put(node, log);
    }

    void sleep(String node) {
        asleep.add(node);
    }

    /** Wakes all and delivers what was sent to them meanwhile. */
    void wake() {
        asleep.clear();
        late.forEach(Runnable::run);
        late.clear();
    }

    /** How many requests have been answered. */
    int answered() {
        return answered.get();
    }

    /** How many wait for a node to wake. */
    int late() {
        return late.size();
    }

    @Override
    public byte[] carry(String address, String log, byte[] request, Duration atMost)
            throws IOException {
        var to = logs.get(address);
        if (to == null) {
            throw new ConnectException("no such node: " + address);
        }
        if (asleep.contains(address)) {
            late.add(() -> to.receive(request));
            throw new IOException("no answer");
        }
        var answer = to.receive(request);
        answered.incrementAndGet();
        return answer;
    }
}
