package dev.mooring.eventlog.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.simulation.EndlessException;
import dev.mooring.eventlog.simulation.Plant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the way into the log and out of it through thousands of schedules in which everything around
 * it fails. {@code -Dmooring.simulation.schedules} sets how many, {@code -Dmooring.simulation.seed}
 * with which seed they begin.
 */
class SimulationTest {

    private static final int SCHEDULES = Integer.getInteger("mooring.simulation.schedules", 10_000);
    private static final long FIRST = Long.getLong("mooring.simulation.seed", 1);

    /** Each mistake is found within some hundred. */
    private static final int TRIES = 2_000;

    @Test
    void nothingIsLostDoubledOrOutOfOrderWhateverFails() throws Exception {
        long acknowledged =
                simulating(() -> {
                    long sum = 0;
                    for (long seed = FIRST; seed < FIRST + SCHEDULES; seed++) {
                        sum += run(seed);
                    }
                    return sum;
                });
        // Where nothing succeeds nothing can be lost either.
        assertThat(acknowledged).isGreaterThan(8L * SCHEDULES);
    }

    @Test
    void seedsThatFoundSomethingFindNothingAnyMore() throws Exception {
        try (var seeds = SimulationTest.class.getResourceAsStream("seeds.txt")) {
            var lines = new String(seeds.readAllBytes(), StandardCharsets.UTF_8).lines();
            for (var line : lines.filter(line -> !line.startsWith("#")).toList()) {
                long seed = Long.parseLong(line.split(" ", 2)[0]);
                assertThat(simulating(() -> run(seed))).as(line).isNotNegative();
            }
        }
    }

    @Test
    void aSeedDecidesEverything() throws Exception {
        for (long seed = FIRST; seed < FIRST + 20; seed++) {
            long same = seed;
            assertThat(simulating(() -> fingerprint(same)))
                    .isEqualTo(simulating(() -> fingerprint(same)));
        }
    }

    @ParameterizedTest
    @EnumSource(Plant.class)
    void aMistakeThatIsPutInOnPurposeIsFound(Plant plant) throws Exception {
        assertThat(
                        simulating(() ->
                                LongStream.rangeClosed(1, TRIES)
                                        .anyMatch(seed -> isFound(plant, seed))))
                .isTrue();
    }

    private static int run(long seed) throws IOException {
        var simulation = new Simulation(seed, Set.of(), false);
        try {
            simulation.run();
            return simulation.acknowledged();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed %d: %s; what happened stands in %s".formatted(seed, e, trace(seed)), e);
        }
    }

    /** Runs a seed again and writes down what happens. */
    private static Path trace(long seed) throws IOException {
        var simulation = new Simulation(seed, Set.of(), true);
        try {
            simulation.run();
        } catch (RuntimeException | AssertionError e) {
            // The same as before.
        }
        var file = Path.of("target", "simulation-%d.txt".formatted(seed));
        return Files.write(file, simulation.trace());
    }

    private static long fingerprint(long seed) {
        var simulation = new Simulation(seed, Set.of(), false);
        simulation.run();
        return simulation.fingerprint();
    }

    /** Whether the log's own check or the oracle finds it; the simulation's own failing is none. */
    private static boolean isFound(Plant plant, long seed) {
        try {
            new Simulation(seed, EnumSet.of(plant), false).run();
            return false;
        } catch (AssertionError e) {
            return true;
        } catch (EndlessException e) {
            // A mistake may also keep a node from ever getting on; another seed has to tell it.
            return false;
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof LogCorruptException) {
                return true;
            }
            throw e;
        }
    }

    /** On a virtual thread, as the actors are: turns change hands several times as fast. */
    private static <T> T simulating(Callable<T> simulation) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.submit(simulation).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw e;
        }
    }
}
