package dev.mooring.deciding;

import java.util.List;

/**
 * The aggregates of one type, within the unit of work of the running command: whatever is decided
 * on them, and on others, becomes one commit.
 *
 * @param <S> an aggregate's state
 * @param <C> its commands
 * @param <E> its events
 */
public interface Decisions<S, C, E> {

    /** The state at the log's head, with what this unit of work has decided already. */
    S state(String id);

    /**
     * Decides and keeps the events for the commit.
     *
     * @return the events; none where the command changes nothing
     * @throws dev.mooring.language.Refusal where the state does not allow the command
     */
    List<E> decide(String id, C command);
}
