package dev.mooring.query.history;

import dev.mooring.language.Refusal;
import org.jspecify.annotations.Nullable;

/** Which end of a history comes first. */
public enum Order {
    OLDEST,
    NEWEST;

    /**
     * Reads an order.
     *
     * @param text {@code oldest}, {@code newest}, or null for the first
     * @throws Refusal {@code request.invalid}
     */
    public static Order parse(@Nullable String text) {
        return switch (text) {
            case null -> OLDEST;
            case "oldest" -> OLDEST;
            case "newest" -> NEWEST;
            default -> throw Refusal.invalid("order", "order.invalid", "order is oldest or newest");
        };
    }

    /** Whether a position comes after another one in this order. */
    public boolean isAfter(long position, long other) {
        return this == OLDEST ? position > other : position < other;
    }
}
