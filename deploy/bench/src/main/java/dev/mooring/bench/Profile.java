package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where time went, by the JVM's flight recorder: on the processor, at sockets, at the disk. */
final class Profile implements AutoCloseable {

    /** Options for a JVM that records itself from its start until its end. */
    static List<String> options(Path file) {
        return List.of(
                "-XX:FlightRecorderOptions:stackdepth=256",
                "-XX:StartFlightRecording:settings=none,filename="
                        + file
                        + ",+jdk.ExecutionSample#enabled=true,+jdk.ExecutionSample#period=10ms"
                        + ",+jdk.ExecutionSample#stackTrace=true"
                        + WAITS.stream()
                                .map(Profile::inFull)
                                .collect(Collectors.joining(",", ",", "")));
    }

    private static String inFull(String wait) {
        return "+%1$s#enabled=true,+%1$s#threshold=0ns,+%1$s#stackTrace=true".formatted(wait);
    }

    private static final List<String> WAITS = List.of("jdk.SocketRead", "jdk.FileForce");

    /** By the frame nearest to the top of the stack that is of one of them. */
    private static final Map<String, String> PARTS =
            Map.ofEntries(
                    Map.entry("com.mongodb", "MongoDB driver"),
                    Map.entry("org.bson", "MongoDB driver"),
                    Map.entry("de.bwaldvogel", "embedded database"),
                    Map.entry("org.h2", "embedded database"),
                    Map.entry("dev.mooring.eventlog.embedded", "embedded database"),
                    Map.entry("dev.mooring.eventlog.format", "sealing and hashing"),
                    Map.entry("dev.mooring.keys", "encryption"),
                    Map.entry("dev.mooring.eventlog", "event log"),
                    Map.entry("dev.mooring.query", "read models"),
                    Map.entry("dev.mooring.bench", "the callers"),
                    Map.entry("dev.mooring", "commands and the API"),
                    Map.entry("org.axonframework", "Axon"),
                    Map.entry("tools.jackson", "JSON"),
                    Map.entry("org.springframework", "Spring"),
                    Map.entry("reactor", "Reactor and Netty"),
                    Map.entry("io.netty", "Reactor and Netty"),
                    Map.entry("io.micrometer", "Micrometer"));

    private final Recording recording = new Recording();

    private Profile() {}

    /** Records this JVM. */
    static Profile start() {
        var profile = new Profile();
        profile.recording
                .enable("jdk.ExecutionSample")
                .withPeriod(Duration.ofMillis(10))
                .withStackTrace();
        for (var wait : WAITS) {
            profile.recording.enable(wait).withThreshold(Duration.ZERO).withStackTrace();
        }
        profile.recording.start();
        return profile;
    }

    Read stop() throws IOException {
        var file = Files.createTempFile("mooring", ".jfr");
        try {
            recording.stop();
            recording.dump(file);
            return read(file, Instant.MIN, Instant.MAX);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }

    /**
     * @param from what began before it does not count
     * @param to nor what began after it
     */
    static Read read(Path file, Instant from, Instant to) throws IOException {
        var read = new Read(new HashMap<>(), new HashMap<>());
        for (var event : RecordingFile.readAllEvents(file)) {
            if (event.getStackTrace() != null
                    && event.getStartTime().isAfter(from)
                    && event.getStartTime().isBefore(to)) {
                read.add(event);
            }
        }
        return read;
    }

    /**
     * @param samples on the processor, by part of the system
     * @param waits by what waited
     */
    record Read(Map<String, Integer> samples, Map<String, Wait> waits) {

        private static final int SHOWN = 6;

        /** Appends it in a few lines, waits per operation. */
        void describe(Report report, String what, int operations, Duration took) {
            double all = samples.values().stream().mapToInt(Integer::intValue).sum();
            var processor =
                    samples.entrySet().stream()
                            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                            .limit(SHOWN)
                            .map(part ->
                                    "%s %.0f %%"
                                            .formatted(part.getKey(), 100 * part.getValue() / all))
                            .collect(Collectors.joining(", "));
            var waiting =
                    waits.entrySet().stream()
                            .sorted(Map.Entry.<String, Wait>comparingByValue().reversed())
                            .limit(SHOWN)
                            .map(wait ->
                                    "`%s` %.2f × %.2f ms, %.0f %% of the time"
                                            .formatted(
                                                    wait.getKey(),
                                                    wait.getValue().times / (double) operations,
                                                    wait.getValue().nanos
                                                            / 1e6
                                                            / wait.getValue().times,
                                                    100.0 * wait.getValue().nanos / took.toNanos()))
                            .collect(Collectors.joining("; "));
            report.say(
                    ("*Where the time of %s goes* (%.0f/s while recorded). Waiting, times per"
                                    + " operation × each: %s. On the processor: %s.")
                            .formatted(
                                    what, operations / (took.toNanos() / 1e9), waiting, processor));
        }

        private void add(RecordedEvent event) {
            if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
                samples.merge(part(event), 1, Integer::sum);
            } else {
                waits.merge(waiter(event), new Wait(1, event.getDuration().toNanos()), Wait::plus);
            }
        }
    }

    /**
     * @param nanos of all times together
     */
    record Wait(int times, long nanos) implements Comparable<Wait> {

        private Wait plus(Wait other) {
            return new Wait(times + other.times, nanos + other.nanos);
        }

        @Override
        public int compareTo(Wait other) {
            return Long.compare(nanos, other.nanos);
        }
    }

    private static String part(RecordedEvent sample) {
        return sample.getStackTrace().getFrames().stream()
                .map(frame -> partOf(frame.getMethod().getType().getName()))
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElse("the JDK");
    }

    /** The part with the longest prefix; empty where there is none. */
    private static String partOf(String type) {
        for (int dot = type.lastIndexOf('.'); dot > 0; dot = type.lastIndexOf('.', dot - 1)) {
            var part = PARTS.get(type.substring(0, dot));
            if (part != null) {
                return part;
            }
        }
        return "";
    }

    /** The method of ours that waits. */
    private static String waiter(RecordedEvent wait) {
        return wait.getStackTrace().getFrames().stream()
                .filter(frame -> frame.getMethod().getType().getName().startsWith("dev.mooring."))
                .findFirst()
                .map(Profile::name)
                .orElse("others");
    }

    private static String name(RecordedFrame frame) {
        var type = frame.getMethod().getType().getName();
        var method = frame.getMethod().getName().replaceAll("lambda\\$(\\w+)\\$\\d+", "$1");
        return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
}
