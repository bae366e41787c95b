package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.ProcessorObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an operator sees of processors; the README has the list of names. Lag is told by the node
 * that works on the segment, and by it only. Thread-safe.
 */
public final class ReaderMeters implements ProcessorObserver {

    private static final String PREFIX = "mooring.reader.";

    private final MeterRegistry registry;
    private final Map<Tags, Lag> lags = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> parked = new ConcurrentHashMap<>();

    /** How far a segment is behind, and the meters that show it. */
    private record Lag(AtomicLong positions, AtomicLong millis, List<Meter> meters) {}

    public ReaderMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void claimed(String processor, int segment) {
        claims(processor, segment, "claimed").increment();
    }

    @Override
    public void lost(String processor, int segment) {
        claims(processor, segment, "lost").increment();
        var lag = lags.remove(tags(processor, segment));
        if (lag != null) {
            lag.meters().forEach(registry::remove);
        }
    }

    @Override
    public void handled(String processor, int segment, int events, Duration took) {
        var tags = tags(processor, segment);
        DistributionSummary.builder(PREFIX + "batch")
                .description("events handled at once")
                .tags(tags)
                .register(registry)
                .record(events);
        Timer.builder(PREFIX + "batch.duration")
                .description("from reading a batch to having stored its place")
                .tags(tags)
                .register(registry)
                .record(took);
    }

    @Override
    public void failed(String processor, int segment) {
        counter("failures", "batches that failed and are tried again", tags(processor, segment))
                .increment();
    }

    @Override
    public void behind(String processor, int segment, long positions, Duration age) {
        var lag = lags.computeIfAbsent(tags(processor, segment), this::lag);
        lag.positions().set(positions);
        lag.millis().set(age.toMillis());
    }

    @Override
    public void doorbellMissed(String processor, int segment) {
        counter(
                        "doorbell.misses",
                        "times that there was something to read and nobody had rung",
                        tags(processor, segment))
                .increment();
    }

    @Override
    public void parked(String processor, int letters) {
        counter("parked", "events that were parked", Tags.of("processor", processor))
                .increment(letters);
    }

    @Override
    public void letters(String processor, int letters) {
        parked.computeIfAbsent(processor, this::lettersOf).set(letters);
    }

    @Override
    public void stuck(String processor, int segment, Duration since) {
        counter("stuck", "times that a batch was found to take too long", tags(processor, segment))
                .increment();
    }

    private AtomicLong lettersOf(String processor) {
        var letters = new AtomicLong();
        Gauge.builder(PREFIX + "dead.letters", letters, AtomicLong::get)
                .description("events that are parked now")
                .tag("processor", processor)
                .register(registry);
        return letters;
    }

    private Lag lag(Tags tags) {
        var positions = new AtomicLong();
        var millis = new AtomicLong();
        var meters =
                List.<Meter>of(
                        Gauge.builder(PREFIX + "lag.positions", positions, AtomicLong::get)
                                .description("events between the segment and the head of the log")
                                .tags(tags)
                                .register(registry),
                        TimeGauge.builder(
                                        PREFIX + "lag",
                                        millis,
                                        TimeUnit.MILLISECONDS,
                                        AtomicLong::get)
                                .description("how long ago what the segment shows was the newest")
                                .tags(tags)
                                .register(registry));
        return new Lag(positions, millis, meters);
    }

    private Counter claims(String processor, int segment, String change) {
        return counter(
                "claims",
                "times that this node began or ended work on a segment",
                tags(processor, segment).and("change", change));
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static Tags tags(String processor, int segment) {
        return Tags.of("processor", processor, "segment", Integer.toString(segment));
    }
}
