package dev.mooring.deciding;

import dev.mooring.language.DomainEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Decisions} without a log: what is decided counts at {@link #commit} and is gone at {@link
 * #rollBack}.
 */
public final class InMemoryDecisions<S, C, E extends DomainEvent> implements Decisions<S, C, E> {

    private final Decider<S, C, E> decider;
    private final List<DomainEvent> commit;
    private final Map<String, S> states = new LinkedHashMap<>();
    private final Map<String, S> undecided = new LinkedHashMap<>();

    public InMemoryDecisions(Decider<S, C, E> decider, List<DomainEvent> commit) {
        this.decider = decider;
        this.commit = commit;
    }

    @Override
    public S state(String id) {
        return undecided.getOrDefault(id, states.getOrDefault(id, decider.initial()));
    }

    @Override
    public List<E> decide(String id, C command) {
        var events = decider.decide(state(id), command);
        events.forEach(event -> undecided.put(id, decider.evolve(state(id), event)));
        commit.addAll(events);
        return events;
    }

    public void commit() {
        states.putAll(undecided);
        undecided.clear();
    }

    public void rollBack() {
        undecided.clear();
    }

    /** What an event from elsewhere leads to, such as an import's. */
    public void given(E event) {
        var id = event.aggregateId();
        states.put(id, decider.evolve(state(id), event));
    }

    public Map<String, S> states() {
        return new LinkedHashMap<>(states);
    }

    public List<String> ids() {
        return new ArrayList<>(states.keySet());
    }
}
