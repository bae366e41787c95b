package dev.mooring.bench;

import dev.mooring.bench.Callers.Done;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A process with a log of its own that appends when it is told to: a line of the number of callers
 * and of milliseconds in, a line of what was done out. Ends with its input.
 */
final class Node {

    private Node() {}

    /**
     * Appends.
     *
     * @param arguments the connection string and the database that the nodes share
     */
    public static void main(String[] arguments) throws Exception {
        try (var log = OpenLog.amongOthers(arguments[0], arguments[1]);
                var orders =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (var order = orders.readLine(); order != null; order = orders.readLine()) {
                var words = order.split(" ", 2);
                var time = Duration.ofMillis(Long.parseLong(words[1]));
                System.out.println(written(log.append(Integer.parseInt(words[0]), time)));
            }
        }
    }

    static String order(int callers, Duration time) {
        return callers + " " + time.toMillis();
    }

    static Done read(String line) {
        var words = line.split(" ", 4);
        return new Done(
                Integer.parseInt(words[0]),
                Duration.ofNanos(Long.parseLong(words[1])),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]));
    }

    private static String written(Done done) {
        return "%d %d %s %s".formatted(done.calls(), done.took().toNanos(), done.p50(), done.p99());
    }
}
