package dev.mooring.api.idempotency;

import java.util.function.UnaryOperator;

/**
 * What is kept of an answer for a repeated request.
 *
 * @param type of the answer's body
 * @param strip takes out what must not be stored, a secret above all
 * @param remake makes anew, when the request is repeated, what was taken out
 */
public record Kept<A>(Class<A> type, UnaryOperator<A> strip, UnaryOperator<A> remake) {

    /** The whole answer, which holds no secret. */
    public static <A> Kept<A> whole(Class<A> type) {
        return new Kept<>(type, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** An answer without a body. */
    public static Kept<Void> nothing() {
        return whole(Void.class);
    }

    /** The answer without its secrets. */
    public static <A> Kept<A> without(
            Class<A> type, UnaryOperator<A> strip, UnaryOperator<A> remake) {
        return new Kept<>(type, strip, remake);
    }
}
