package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.Payloads;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.forward.Reply;
import dev.mooring.eventlog.forward.Request;
import dev.mooring.eventlog.lease.Leases;
import dev.mooring.eventlog.sample.MemoryKeys;
import dev.mooring.eventlog.sample.ThingEvent;
import dev.mooring.eventlog.simulation.Actor;
import dev.mooring.eventlog.simulation.Client;
import dev.mooring.eventlog.simulation.Plant;
import dev.mooring.eventlog.simulation.SimulatedSet;
import dev.mooring.eventlog.simulation.Weather;
import dev.mooring.eventlog.simulation.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One schedule: up to three nodes with callers and readers, run over a replica set while members
 * and nodes fail as the seed has it; then everything is mended, and an oracle judges what is there.
 */
final class Simulation {

    private static final long MS = 1_000_000;
    private static final int NODES = 3;
    private static final int CALLERS = 3;
    private static final int COMMITS = 4;
    private static final int FAULTS = 6;

    private static final CommitCodec CODEC =
            new CommitCodec(new Payloads(ThingEvent.TYPES, MemoryKeys.fixed(), stored -> stored));

    private final World world;
    private final SimulatedSet set;
    private final Weather weather;
    private final Duration patience;

    /** Where nodes write for each other; null where each writes alone. */
    private final Leases leases;

    private final Oracle oracle = new Oracle();
    private final List<SealedCommit> known = new ArrayList<>();
    private final SimulatedReader.Head head = new SimulatedReader.Head();
    private final List<Process> processes = new ArrayList<>();
    private int faults;
    private int names;

    Simulation(long seed, Set<Plant> plants, boolean tracing) {
        world = new World(seed, tracing);
        var random = world.random();
        weather = Weather.of(random);
        set = new SimulatedSet(world, plants);
        patience = Duration.ofMillis(random.nextBoolean() ? 15_000 : random.nextInt(1, 3000));
        faults = random.nextInt(FAULTS + 1);
        leases = random.nextBoolean() ? new SimulatedLeases(world, weather.lost()) : null;
        int nodes = 1 + random.nextInt(NODES);
        for (int i = 0; i < nodes; i++) {
            processes.add(new Process("n" + i, 1 + random.nextInt(CALLERS)));
        }
    }

    /** Runs it and fails where the log failed. */
    void run() {
        try {
            processes.forEach(Process::start);
            nextFault();
            world.runUntil(() -> faults == 0 && processes.stream().allMatch(Process::isDone));
            set.heal();
            head.settling = true;
            world.runUntil(() -> world.isCalm() && set.isQuiet());
            var log = set.truth();
            head.position = log.isEmpty() ? 0 : log.getLast().last();
            head.settling = false;
            world.runUntil(() -> processes.stream().allMatch(Process::hasRead));
            oracle.judge(log);
            processes.forEach(process -> oracle.judgeReader(process.seen, log));
        } finally {
            world.end();
        }
    }

    long fingerprint() {
        return world.fingerprint();
    }

    int acknowledged() {
        return oracle.acknowledged();
    }

    List<String> trace() {
        return world.trace();
    }

    private boolean deliver(String address, Request request, Consumer<Reply> answer) {
        for (var process : processes) {
            if (process.name.equals(address) && !process.down) {
                process.serve(request, answer);
                return true;
            }
        }
        return false;
    }

    private void nextFault() {
        if (faults > 0) {
            long pause = world.upTo(world.chance(0.8) ? 15 * MS : 3000 * MS);
            world.after(pause, "something fails", this::fault);
        }
    }

    private void fault() {
        faults--;
        var process = processes.get(world.random().nextInt(processes.size()));
        switch (world.random().nextInt(6)) {
            case 0 -> process.kill();
            case 1 -> process.freeze(world.upTo(4000 * MS));
            case 2 ->
                    process.node.setClock(Duration.ofSeconds(world.random().nextInt(-3600, 3600)));
            default -> set.breakSomething();
        }
        nextFault();
    }

    /** A node over its lives. */
    private final class Process {

        private final String name;
        private final int callers;
        private final List<RecordedEvent> seen = new ArrayList<>();
        private final List<Actor> writing = new ArrayList<>();
        private final List<Actor> serving = new ArrayList<>();
        private Actor reading;
        private long frozenUntil;
        private SimulatedNode node;
        private boolean down;

        private Process(String name, int callers) {
            this.name = name;
            this.callers = callers;
        }

        private void start() {
            down = false;
            int life = ++names;
            node = node(new Client(set, weather, name, life), name + "-" + life);
            writing.clear();
            serving.clear();
            for (int i = 0; i < callers; i++) {
                var caller = "%s-%d-%d".formatted(name, life, i);
                writing.add(
                        world.start(
                                caller,
                                new SimulatedCaller(
                                        world, node, oracle, CODEC, known, caller, COMMITS)));
            }
            reading = world.start(name + "-reader", new SimulatedReader(world, node, head, seen));
        }

        private SimulatedNode node(Client client, String lifeName) {
            return leases == null
                    ? SimulatedNode.alone(world, client, CODEC, patience)
                    : SimulatedNode.together(
                            world,
                            client,
                            CODEC,
                            patience,
                            leases,
                            new SimulatedForwarder(
                                    world, weather, Simulation.this::deliver, lifeName),
                            lifeName,
                            name);
        }

        /** On a thread of its own, as a server answers. */
        private void serve(Request request, Consumer<Reply> answer) {
            var living = node;
            var actor = world.start(name + " serves", () -> answer.accept(living.receive(request)));
            actor.freeze(frozenUntil);
            serving.add(actor);
        }

        private void kill() {
            if (!down) {
                down = true;
                world.note(() -> name + " is killed");
                writing.forEach(Actor::kill);
                serving.forEach(Actor::kill);
                reading.kill();
                world.after(world.upTo(2000 * MS), name + " starts again", this::start);
            }
        }

        private void freeze(long duration) {
            world.note(() -> name + " is frozen");
            frozenUntil = world.now() + duration;
            writing.forEach(actor -> actor.freeze(frozenUntil));
            serving.forEach(actor -> actor.freeze(frozenUntil));
            reading.freeze(frozenUntil);
        }

        private boolean isDone() {
            return !down && writing.stream().allMatch(Actor::isEnded);
        }

        private boolean hasRead() {
            return reading.isEnded();
        }
    }
}
