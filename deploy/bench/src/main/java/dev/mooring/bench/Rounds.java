package dev.mooring.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Rounds in which several sides were measured one after the other, so that what else the machine
 * does falls on all of them.
 */
final class Rounds<T> {

    private final List<T> rounds = new ArrayList<>();

    private Rounds() {}

    /** One round: all sides once. */
    @FunctionalInterface
    interface Round<T> {
        T measure() throws Exception;
    }

    /** As many as the size says, after as many more as fill the time to warm up. */
    static <T> Rounds<T> of(Size size, Round<T> round) throws Exception {
        long warm = System.nanoTime() + size.warmUp().toNanos();
        do {
            round.measure();
        } while (System.nanoTime() < warm);
        return cold(size.rounds(), round);
    }

    /** For what is measured as it is the first time, or takes so long that it is warm by itself. */
    static <T> Rounds<T> cold(int count, Round<T> round) throws Exception {
        var rounds = new Rounds<T>();
        for (int i = 0; i < count; i++) {
            rounds.rounds.add(round.measure());
        }
        return rounds;
    }

    /** The median over the rounds; of a ratio, over the ratios within each round. */
    double median(ToDoubleFunction<T> figure) {
        return sorted(figure)[rounds.size() / 2];
    }

    /** Lowest to highest. */
    String range(ToDoubleFunction<T> figure) {
        var sorted = sorted(figure);
        return "%.2f–%.2f".formatted(sorted[0], sorted[sorted.length - 1]);
    }

    private double[] sorted(ToDoubleFunction<T> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray();
    }
}
