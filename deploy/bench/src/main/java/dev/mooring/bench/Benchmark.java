package dev.mooring.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be measured, by the name that {@code deploy/bench/run} takes. */
enum Benchmark {
    /** The log beside a bare insertion of the same bytes. */
    APPEND,
    /** The log beside other event stores. */
    PEERS,
    /** Several nodes that append to one log. */
    NODES,
    /** Commands and credentials over HTTP. */
    HTTP,
    /** One aggregate with a long history. */
    LOAD,
    /** A processor that reads the whole log. */
    READ,
    /** A connection with a long history, as it was in the midst of it. */
    PAST,
    /** All read models made anew from the log. */
    REBUILD,
    /** The packaged server's start. */
    START,
    /** Many events in a small heap; takes long, so only by its name. */
    MEMORY,
    /** As {@link #REBUILD}, and from a log that is ten times as large; only by its name. */
    REBUILD_LARGE;

    private static final Set<Benchmark> BY_NAME = EnumSet.of(MEMORY, REBUILD_LARGE);

    /** All that a run without names takes. */
    static List<Benchmark> byDefault() {
        return Arrays.stream(values()).filter(benchmark -> !BY_NAME.contains(benchmark)).toList();
    }

    /**
     * @throws IllegalArgumentException for a name that there is not
     */
    static Benchmark named(String name) {
        return Arrays.stream(values())
                .filter(benchmark -> benchmark.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no benchmark %s; there are %s"
                                        .formatted(name, Arrays.toString(values()))));
    }

    void run(Report report, Setting setting) throws Exception {
        switch (this) {
            case APPEND -> new AppendBenchmark(setting.size()).run(report);
            case PEERS -> new PeersBenchmark(setting.size()).run(report);
            case NODES -> new NodesBenchmark(setting.size()).run(report);
            case HTTP -> new HttpBenchmark(setting).run(report);
            case LOAD -> new LoadBenchmark(setting.size()).run(report);
            case READ -> new ReadBenchmark(setting.size()).run(report);
            case PAST -> new PastBenchmark(setting).run(report);
            case REBUILD -> new RebuildBenchmark(setting.size()).run(report);
            case REBUILD_LARGE -> new RebuildBenchmark(setting.size()).runLarge(report);
            case START -> new StartBenchmark(setting).run(report);
            case MEMORY -> new MemoryBenchmark(setting.size()).run(report);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
