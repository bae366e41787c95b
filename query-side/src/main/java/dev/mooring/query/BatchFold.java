package dev.mooring.query;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.UserEvent.UserKeyDestroyed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One batch of events on its way into a read model's documents.
 *
 * <p>Why a position per document is enough, though a joined document depends on the events of
 * another: a document's position never passes the end of the batch that wrote it, and all events of
 * its own concern up to that end are folded in by then. A copy may be of a source that is further
 * on, where a bulk write was done in part; joining depends on the source's content alone and is
 * made again when that later event comes by.
 */
final class BatchFold {

    private final ReadModel model;
    private final Documents documents;
    private final List<RecordedEvent> batch;
    private final long end;
    private final Map<Key<?>, Stored<?>> present = new HashMap<>();
    private final Set<Key<?>> loaded = new HashSet<>();
    private final Set<Key<?>> concerned = new LinkedHashSet<>();
    private final Set<Key<?>> changed = new LinkedHashSet<>();

    BatchFold(ReadModel model, Documents documents, List<RecordedEvent> batch) {
        this.model = model;
        this.documents = documents;
        this.batch = batch;
        this.end = batch.getLast().position();
    }

    /** The documents that are to be written. */
    Collection<Stored<?>> run() {
        for (var event : batch) {
            for (var kind : model.kinds()) {
                var key = keyOf(kind, event);
                if (key != null) {
                    concerned.add(key);
                }
            }
            if (event.event() instanceof UserKeyDestroyed destroyed) {
                concerned.addAll(personalTo(event.workspace(), destroyed.user()));
            }
        }
        load(concerned);
        for (var event : batch) {
            for (var kind : model.kinds()) {
                fold(kind, event);
            }
            if (event.event() instanceof UserKeyDestroyed destroyed) {
                List.copyOf(present.keySet()).forEach(key -> erase(key, event, destroyed.user()));
            }
        }
        for (var join : model.joins()) {
            join(join);
        }
        var result = new ArrayList<Stored<?>>(changed.size());
        for (var key : changed) {
            result.add(present.get(key));
        }
        return result;
    }

    private <D extends Record> void fold(Kind<D> kind, RecordedEvent event) {
        var key = keyOf(kind, event);
        if (key == null) {
            return;
        }
        var stored = find(key);
        if (stored != null && stored.position() >= event.position()) {
            return;
        }
        var before = stored == null ? null : stored.document();
        var after = kind.fold().apply(before, event);
        if (after != null && !after.equals(before)) {
            put(new Stored<>(key, event.position(), after));
        }
    }

    /** The documents that hold a user's text, as far as they are stored. */
    private List<Key<?>> personalTo(WorkspaceId workspace, String user) {
        var ids = Set.copyOf(documents.ofUser(workspace, user));
        var keys = new ArrayList<Key<?>>();
        for (var kind : model.kinds()) {
            if (kind.personal() != null) {
                var prefix = new Key<>(workspace, kind, "").text();
                ids.stream()
                        .filter(id -> id.startsWith(prefix))
                        .map(id -> new Key<>(workspace, kind, id.substring(prefix.length())))
                        .forEach(keys::add);
            }
        }
        return keys;
    }

    /**
     * Takes a user's text out of a document of his. It is at the event's position then even where
     * it held none: so what is not, was not reached by it.
     */
    private <D extends Record> void erase(Key<D> key, RecordedEvent event, String user) {
        var personal = key.kind().personal();
        var stored = find(key);
        if (personal != null
                && stored != null
                && key.workspace().equals(event.workspace())
                && stored.position() < event.position()
                && personal.user().apply(stored.document()).equals(user)) {
            put(new Stored<>(key, event.position(), personal.erased().apply(stored.document())));
        }
    }

    private <S extends Record, T extends Record> void join(Join<S, T> join) {
        var pairs = new LinkedHashSet<Pair<S, T>>();
        for (var key : concerned) {
            var source = as(join.source(), key);
            var sourceDocument = source == null ? null : find(source);
            if (source != null && sourceDocument != null) {
                for (var id : join.targets().apply(sourceDocument.document())) {
                    pairs.add(new Pair<>(source, new Key<>(key.workspace(), join.target(), id)));
                }
            }
            var target = as(join.target(), key);
            var targetDocument = target == null ? null : find(target);
            if (target != null && targetDocument != null) {
                for (var id : join.missing().apply(targetDocument.document())) {
                    pairs.add(new Pair<>(new Key<>(key.workspace(), join.source(), id), target));
                }
            }
        }
        var reached = new LinkedHashSet<Key<?>>();
        pairs.forEach(pair -> reached.addAll(List.of(pair.source(), pair.target())));
        load(reached);
        pairs.forEach(pair -> copy(join, pair));
    }

    private <S extends Record, T extends Record> void copy(Join<S, T> join, Pair<S, T> pair) {
        var source = find(pair.source());
        if (source == null) {
            return;
        }
        var target = find(pair.target());
        var before = target == null ? null : target.document();
        var after = join.copy().apply(before, source.document());
        if (after == null || after.equals(before)) {
            return;
        }
        var position = Math.min(source.position(), end);
        if (target != null && position <= target.position()) {
            if (!changed.contains(pair.target())) {
                return;
            }
            position = target.position();
        }
        put(new Stored<>(pair.target(), position, after));
    }

    private void load(Collection<Key<?>> keys) {
        var missing = keys.stream().filter(key -> !loaded.contains(key)).toList();
        if (!missing.isEmpty()) {
            present.putAll(documents.load(missing));
            loaded.addAll(missing);
        }
    }

    private <D extends Record> void put(Stored<D> stored) {
        present.put(stored.key(), stored);
        changed.add(stored.key());
    }

    /** What a key names is of the key's kind, since ids carry the kind. */
    @SuppressWarnings("unchecked")
    private <D extends Record> @Nullable Stored<D> find(Key<D> key) {
        return (Stored<D>) present.get(key);
    }

    @SuppressWarnings("unchecked")
    private static <D extends Record> @Nullable Key<D> as(Kind<D> kind, Key<?> key) {
        return key.kind().equals(kind) ? (Key<D>) key : null;
    }

    private static <D extends Record> @Nullable Key<D> keyOf(Kind<D> kind, RecordedEvent event) {
        var id = kind.concern().of(event);
        return id == null ? null : new Key<>(event.workspace(), kind, id);
    }

    private record Pair<S extends Record, T extends Record>(Key<S> source, Key<T> target) {}
}
