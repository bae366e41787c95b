package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent.ThingUsed;
import dev.mooring.eventlog.simulation.World;
import dev.mooring.language.CommandId;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends one commit after the other: to aggregates of his own, to one that all want, and now and
 * then what somebody has sent before.
 */
final class SimulatedCaller implements Runnable {

    private static final long MS = 1_000_000;

    /** Commits that anybody sent, for anybody to send again. */
    private final List<SealedCommit> known;

    private final World world;
    private final SimulatedNode node;
    private final Oracle oracle;
    private final CommitCodec codec;
    private final String name;
    private final int commits;
    private int made;
    private int aggregates;
    private String own;
    private long next;

    SimulatedCaller(
            World world,
            SimulatedNode node,
            Oracle oracle,
            CommitCodec codec,
            List<SealedCommit> known,
            String name,
            int commits) {
        this.world = world;
        this.node = node;
        this.oracle = oracle;
        this.codec = codec;
        this.known = known;
        this.name = name;
        this.commits = commits;
        turnToAnother();
    }

    @Override
    public void run() {
        for (int i = 0; i < commits; i++) {
            if (world.chance(0.4)) {
                world.sleep(world.upTo(5 * MS));
            }
            if (!known.isEmpty() && world.chance(0.1)) {
                send(known.get(world.random().nextInt(known.size())));
            } else if (world.chance(0.25)) {
                race();
            } else {
                writeOwn();
            }
        }
    }

    private void writeOwn() {
        int events = 1 + world.random().nextInt(3);
        var written = sendUntilKnown(commit(events(own, next, events)));
        switch (written) {
            case Told.Written _ -> next += events;
            case Told.Unwritten() -> {}
            case Told.Refused _, Told.Unknown() -> turnToAnother();
        }
    }

    /** Writes to the aggregate that all want, and beside it to one of his own, or neither. */
    private void race() {
        List<NewEvent> events = new ArrayList<>();
        try {
            long sequence =
                    node.reads.ofAggregate("hot", 0).stream()
                            .flatMap(document -> document.content().keys().stream())
                            .filter(key -> key.startsWith("hot#"))
                            .count();
            events.addAll(events("hot", sequence, 1));
        } catch (LogUnavailableException e) {
            return;
        }
        var beside = name + "-beside-" + ++aggregates;
        events.addAll(events(beside, 0, 1));
        sendUntilKnown(commit(events));
    }

    private Told sendUntilKnown(SealedCommit commit) {
        known.add(commit);
        var answer = send(commit);
        while (answer instanceof Told.Unknown && world.chance(0.7)) {
            answer = send(commit);
        }
        return answer;
    }

    private Told send(SealedCommit commit) {
        int sending = oracle.sending(commit);
        Told answer;
        try {
            answer = node.append(commit);
        } catch (ConflictException e) {
            answer = new Told.Refused(e.aggregateId(), e.sequence());
        } catch (LogUnavailableException e) {
            answer = e.unresolved() ? new Told.Unknown() : new Told.Unwritten();
        }
        oracle.told(commit, sending, answer);
        var told = answer;
        world.note(() -> name + " is told of " + commit.keys() + ": " + told);
        return answer;
    }

    private SealedCommit commit(List<NewEvent> events) {
        var id = CommandId.of(name, Integer.toString(++made));
        return codec.seal(new NewCommit(id, Samples.ACME, Samples.AT, Samples.ORIGIN, events));
    }

    private static List<NewEvent> events(String aggregate, long from, int count) {
        var events = new ArrayList<NewEvent>();
        for (int i = 0; i < count; i++) {
            events.add(new NewEvent(from + i, ThingUsed.once(aggregate)));
        }
        return events;
    }

    private void turnToAnother() {
        own = name + "-" + ++aggregates;
        next = 0;
    }
}
