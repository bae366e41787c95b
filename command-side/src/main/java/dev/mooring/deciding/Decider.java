package dev.mooring.deciding;

import java.util.List;

/**
 * An aggregate's behaviour as two pure functions (Jérémie Chassaing, "Functional Event Sourcing
 * Decider").
 *
 * @param <S> state
 * @param <C> commands
 * @param <E> events
 */
public interface Decider<S, C, E> {

    /** The state before the first event. */
    S initial();

    /** The events that a command leads to in a state, or a {@link dev.mooring.language.Refusal}. */
    List<E> decide(S state, C command);

    /** The state after one more event. */
    S evolve(S state, E event);
}
