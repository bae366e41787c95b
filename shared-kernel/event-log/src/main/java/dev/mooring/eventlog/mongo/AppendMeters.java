package dev.mooring.eventlog.mongo;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * What an operator sees of appends; the README has the list of names. All carry the log's name as
 * the tag {@code log}. Thread-safe.
 */
final class AppendMeters implements WriterEvents, ForwardEvents {

    private static final String PREFIX = "mooring.log.";

    private final MeterRegistry registry;
    private final String log;
    private final Timer appends;
    private final DistributionSummary batches;
    private final Counter slotsTaken;
    private final Counter keysTaken;
    private final Counter keysKnown;
    private final Counter adoptions;
    private final Counter resends;
    private final Counter forwarded;
    private final Counter received;
    private final Counter passedBy;
    private final Counter leaseChanges;

    AppendMeters(MeterRegistry registry, String log) {
        this.registry = registry;
        this.log = log;
        this.appends =
                Timer.builder(PREFIX + "append")
                        .description("from an append to its end, whatever that is")
                        .tag("log", log)
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofSeconds(15))
                        .register(registry);
        this.batches =
                DistributionSummary.builder(PREFIX + "batch")
                        .description("commits written at once")
                        .tag("log", log)
                        .register(registry);
        this.slotsTaken = refusals("slot");
        this.keysTaken = refusals("key");
        this.keysKnown = refusals("known-key");
        this.adoptions =
                counter("adoptions", "commits found in the log after their answer was lost");
        this.resends = counter("resends", "batches sent again for want of an answer");
        this.forwarded = forwarded("sent");
        this.received = forwarded("received");
        this.passedBy = counter("passed.by", "times that the holder of the lease did not answer");
        this.leaseChanges =
                counter("lease.changes", "times that this node took, lost or gave up the lease");
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void appended(Timer.Sample sample) {
        sample.stop(appends);
    }

    void leaseChanged() {
        leaseChanges.increment();
    }

    @Override
    public void sent(int commits) {
        batches.record(commits);
    }

    @Override
    public void slotTaken() {
        slotsTaken.increment();
    }

    @Override
    public void keyTaken() {
        keysTaken.increment();
    }

    @Override
    public void keyKnown() {
        keysKnown.increment();
    }

    @Override
    public void adopted() {
        adoptions.increment();
    }

    @Override
    public void resent() {
        resends.increment();
    }

    @Override
    public void forwarded(int commits) {
        forwarded.increment(commits);
    }

    @Override
    public void received(int commits) {
        received.increment(commits);
    }

    @Override
    public void passedBy() {
        passedBy.increment();
    }

    private Counter refusals(String of) {
        return Counter.builder(PREFIX + "refusals")
                .description("commits that were refused for a slot or a key that another has")
                .tag("log", log)
                .tag("of", of)
                .register(registry);
    }

    private Counter forwarded(String direction) {
        return Counter.builder(PREFIX + "forwarded")
                .description("commits that the holder of the lease wrote for another node")
                .tag("log", log)
                .tag("direction", direction)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tag("log", log)
                .register(registry);
    }
}
