package dev.mooring.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What of the machine's processors went to who has no part in the benchmarks. A figure that was
 * taken beside much of that is worth little.
 */
final class Others {

    /** Above it the figures are marked. */
    private static final double NEGLIGIBLE = 0.05;

    private final Ticks start;

    private Others(Ticks start) {
        this.start = start;
    }

    static Others fromNow() throws IOException {
        return new Others(Ticks.now());
    }

    /** A sentence about the time since. */
    String describe() throws IOException {
        var now = Ticks.now();
        var share = (double) (now.others() - start.others()) / (now.all - start.all);
        return (share > NEGLIGIBLE
                        ? "**Taken beside others**, who had %.0f %% of the processors meanwhile."
                        : "Others had %.0f %% of the processors meanwhile.")
                .formatted(100 * Math.max(0, share));
    }

    /**
     * Since the machine's start, in the kernel's ticks, all processors together.
     *
     * @param all idle ones too
     * @param busy for programs, or for another machine's on the same host
     * @param own this process and all that it started, those that have ended included
     */
    private record Ticks(long all, long busy, long own) {

        private static Ticks now() throws IOException {
            var machine = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
            // user, nice, system, idle, iowait, irq, softirq, steal
            var ticks =
                    Arrays.stream(machine.split(" +")).skip(1).mapToLong(Long::parseLong).limit(8);
            var byKind = ticks.toArray();
            long all = Arrays.stream(byKind).sum();
            var self = ProcessHandle.current();
            var own =
                    Stream.concat(Stream.of(self), self.descendants())
                            .mapToLong(Others::ticks)
                            .sum();
            long busy = byKind[0] + byKind[1] + byKind[2] + byKind[7];
            return new Ticks(all, busy, own);
        }

        private long others() {
            return busy - own;
        }
    }

    /** Of a process and of its children that have ended; 0 where it has ended meanwhile. */
    private static long ticks(ProcessHandle process) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // After the name, which may hold anything: state, …, utime, stime, cutime, cstime.
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
