package dev.mooring.eventlog.sample;

import dev.mooring.eventlog.forward.Courier;
import dev.mooring.eventlog.forward.Forwarding;
import dev.mooring.eventlog.mongo.MongoEventLog;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A network in this process, on which requests and answers get lost as they are told. */
public final class Network implements Courier {

    private final Map<String, MongoEventLog> nodes = new ConcurrentHashMap<>();
    private final Queue<Loss> losses = new ConcurrentLinkedQueue<>();
    private final List<Runnable> late = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();

    /** What happens to a request that is carried. */
    public enum Loss {
        /** It never arrives. */
        REQUEST,
        /** It arrives when the one who sent it no longer waits. */
        IN_TIME,
        /** It is answered, and the answer is lost. */
        ANSWER
    }

    public Forwarding forwardingOf(String node) {
        return new Forwarding(node, node, this);
    }

    public void connect(String node, MongoEventLog log) {
        nodes.put(node, log);
    }

    public void disconnect(String node) {
        nodes.remove(node);
    }

    public void nextLoses(Loss loss) {
        losses.add(loss);
    }

    /** How many are still to be lost. */
    public int toLose() {
        return losses.size();
    }

    /** How many requests got their answer. */
    public int answered() {
        return answered.get();
    }

    /** Delivers what is late. */
    public void deliverLate() {
        late.forEach(Runnable::run);
        late.clear();
    }

    @Override
    public byte[] carry(String address, String log, byte[] request, Duration atMost)
            throws IOException {
        var to = nodes.get(address);
        if (to == null) {
            throw new ConnectException("nobody listens there");
        }
        var loss = losses.poll();
        if (loss == Loss.IN_TIME) {
            late.add(() -> to.receive(request));
        } else if (loss != Loss.REQUEST) {
            var answer = to.receive(request);
            if (loss != Loss.ANSWER) {
                answered.incrementAndGet();
                return answer;
            }
        }
        throw new IOException("lost");
    }
}
