package dev.mooring.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Rounds in which several sides were measured one after the other, so that what else the machine
 * does falls on all of them. The first, in which everything is still cold, does not count.
 */
final class Rounds<T> {

    /** How many count, unless one takes long. */
    static final int COUNTED = 7;

    private final List<T> rounds = new ArrayList<>();

    private Rounds() {}

    /** One round: all sides once. */
    @FunctionalInterface
    interface Round<T> {
        T measure() throws Exception;
    }

    static <T> Rounds<T> of(Round<T> round) throws Exception {
        return of(COUNTED, round);
    }

    static <T> Rounds<T> of(int counted, Round<T> round) throws Exception {
        round.measure();
        var rounds = new Rounds<T>();
        for (int i = 0; i < counted; i++) {
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
