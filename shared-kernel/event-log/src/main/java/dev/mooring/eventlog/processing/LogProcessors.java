package dev.mooring.eventlog.processing;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.DeadLetters;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.eventlog.ProcessorRecords;
import dev.mooring.eventlog.Processors;
import dev.mooring.eventlog.Segments;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Processors of one log on one node. The nodes that run a processor share its segments evenly: one
 * that starts is given some, and those of one that dies are taken over once its claims have run
 * out. Holds a thread while a processor runs. Thread-safe.
 */
public final class LogProcessors implements Processors {

    private static final String PLACES = "processors";
    private static final String NODES = "processor_nodes";

    private final EventLog log;
    private final ProcessorSettings settings;
    private final SegmentStore segments;
    private final DeadLetterStore letters;
    private final Members members;
    private final Coordinator coordinator;
    private final DeadLetters deadLetters;

    private LogProcessors(
            EventLog log, MongoDatabase database, String node, ProcessorSettings settings) {
        this.log = log;
        this.settings = settings;
        this.segments = new SegmentStore(database, PLACES, node);
        this.letters = new DeadLetterStore(database);
        this.members = new Members(database, NODES, node, log.clock(), settings.claimTimeout());
        this.coordinator =
                new Coordinator(node, members, segments, new Watchdog(log, letters, settings));
        this.deadLetters =
                new OperatedDeadLetters(
                        letters,
                        log,
                        processor -> {
                            var led = coordinator.find(processor);
                            return led == null ? null : led.handler();
                        });
    }

    /**
     * A node's processors; none runs until it is started.
     *
     * @param database where processors keep their places and their dead letters
     * @param node this process; where it has the name of the one before it, it takes over that
     *     one's segments at once, so a name is either unique or never used twice at a time
     */
    public static LogProcessors of(
            EventLog log, MongoDatabase database, String node, ProcessorSettings settings) {
        return new LogProcessors(log, database, node, settings);
    }

    @Override
    public Processor processor(String name, BatchHandler handler) {
        return new Followed(new Led(name, handler, log, segments, letters, settings));
    }

    /** How far processors have come. */
    public ProcessorPositions positions() {
        return segments.positions();
    }

    /** How their work is divided. */
    public Segments segments() {
        return segments;
    }

    /** What is kept of them. */
    public ProcessorRecords records() {
        return new Records();
    }

    /** What they could not handle. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    private final class Records implements ProcessorRecords {

        @Override
        public void begin(String processor, String like, Place at) {
            var division = segments.of(like).stream().map(StoredSegment::segment).toList();
            segments.initialize(
                    processor,
                    division.isEmpty()
                            ? Segment.whole(settings.segments().getOrDefault(like, 1))
                            : division,
                    at);
        }

        @Override
        public Set<String> nodes(String processor) {
            return members.live().entrySet().stream()
                    .filter(member -> member.getValue().contains(processor))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        @Override
        public void forget(String processor) {
            segments.forget(processor);
            letters.forgetAll(processor);
        }
    }

    private final class Followed implements Processor {

        private final Led led;

        Followed(Led led) {
            this.led = led;
        }

        @Override
        public String name() {
            return led.name();
        }

        @Override
        public void start() {
            coordinator.start(led);
        }

        @Override
        public boolean isLeading() {
            return coordinator.leads(led);
        }

        @Override
        public void close() {
            coordinator.stop(led);
        }
    }
}
