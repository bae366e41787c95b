package dev.mooring.query.past;

import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.Documents;
import dev.mooring.query.Key;
import dev.mooring.query.Kind;
import dev.mooring.query.Projector;
import dev.mooring.query.ReadModel;
import dev.mooring.query.Stored;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A read model's documents as they were right after a position: folded by the same folds, and, for
 * events that are handed in, joined by the same joins, as a projection that stopped there. What is
 * asked for beyond those is folded from its aggregate's events when it is asked for. For one query,
 * and so for one thread.
 */
public final class PastDocuments implements Documents {

    private final EventLog log;
    private final long position;
    private final Function<Key<?>, String> aggregates;
    private final Map<Key<?>, @Nullable Stored<?>> documents;

    private PastDocuments(
            EventLog log,
            long position,
            Function<Key<?>, String> aggregates,
            Map<Key<?>, @Nullable Stored<?>> documents) {
        this.log = log;
        this.position = position;
        this.aggregates = aggregates;
        this.documents = documents;
    }

    /**
     * Documents that are each made of one aggregate's events.
     *
     * @param aggregates the id of the aggregate that a document is made of
     */
    public static PastDocuments of(
            EventLog log, long position, Function<Key<?>, String> aggregates) {
        return new PastDocuments(log, position, aggregates, new HashMap<>());
    }

    /**
     * Documents made of some events, and of their own aggregates' where the events do not concern
     * them.
     *
     * @param events up to the position, in order
     */
    public static PastDocuments of(
            ReadModel model, List<RecordedEvent> events, EventLog log, long position) {
        var folded = new Folded(new HashMap<>());
        new Projector(model, folded).handle(events);
        return new PastDocuments(log, position, Key::id, new HashMap<>(folded.documents()));
    }

    /** The documents of a kind that there are so far. */
    public <D extends Record> List<D> all(Kind<D> kind) {
        return documents.values().stream()
                .filter(stored -> stored != null && stored.key().kind().equals(kind))
                .map(stored -> kind.type().cast(stored.document()))
                .toList();
    }

    @Override
    public Map<Key<?>, Stored<?>> load(Collection<? extends Key<?>> keys) {
        var found = new HashMap<Key<?>, Stored<?>>();
        for (var key : keys) {
            if (!documents.containsKey(key)) {
                documents.put(key, fold(key));
            }
            var stored = documents.get(key);
            if (stored != null) {
                found.put(key, stored);
            }
        }
        return found;
    }

    @Override
    public Collection<String> ofUser(WorkspaceId workspace, String user) {
        throw new UnsupportedOperationException("the past does not change");
    }

    @Override
    public void save(Collection<? extends Stored<?>> changed) {
        throw new UnsupportedOperationException("the past does not change");
    }

    private <D extends Record> @Nullable Stored<D> fold(Key<D> key) {
        @Nullable D document = null;
        long reflected = 0;
        for (var event : log.readAggregate(aggregates.apply(key), 0)) {
            if (event.position() <= position
                    && event.workspace().equals(key.workspace())
                    && key.id().equals(key.kind().concern().of(event))) {
                document = key.kind().fold().apply(document, event);
                reflected = event.position();
            }
        }
        return document == null ? null : new Stored<>(key, reflected, document);
    }

    private record Folded(Map<Key<?>, Stored<?>> documents) implements Documents {

        @Override
        public Map<Key<?>, Stored<?>> load(Collection<? extends Key<?>> keys) {
            return Map.of();
        }

        @Override
        public Collection<String> ofUser(WorkspaceId workspace, String user) {
            return List.of();
        }

        @Override
        public void save(Collection<? extends Stored<?>> changed) {
            changed.forEach(stored -> documents.put(stored.key(), stored));
        }
    }
}
