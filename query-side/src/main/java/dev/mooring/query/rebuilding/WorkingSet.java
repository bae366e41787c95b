package dev.mooring.query.rebuilding;

import dev.mooring.language.WorkspaceId;
import dev.mooring.query.Documents;
import dev.mooring.query.Key;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The documents of a generation that is being built: those last used in memory, within bounds, the
 * rest in its collection. What was changed is written by {@link #flush}, all of it, so that the
 * collection is then what the events so far make. For one thread at a time.
 *
 * <p>Nothing harmful comes of a flush that was done in part, or of somebody else's who was paused:
 * documents bear their position, and an event is never folded into one that has it.
 */
final class WorkingSet implements Documents {

    /** Documents to a write. */
    private static final int AT_ONCE = 2_000;

    /** How often one is measured. */
    private static final int MEASURED = 64;

    /** What a byte of a stored document takes as objects, about. */
    private static final long HEAP_PER_BYTE = 3;

    private final MongoDocuments collection;
    private final long memory;
    private final KeySet stored;
    private final LinkedHashMap<Key<?>, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key<?>, Stored<?>> changed = new HashMap<>();
    private long measured;
    private long measuredBytes;
    private long saved;
    private boolean findsUsers;

    /** A document, and whether the collection has one of its key. */
    private record Entry(Stored<?> document, boolean isStored) {}

    /**
     * @param memory in bytes, about
     * @param events of the log, for a notion of how many documents there will be
     */
    WorkingSet(MongoDocuments collection, long memory, long events) {
        this.collection = collection;
        this.memory = memory;
        this.stored = KeySet.sizedFor(events);
    }

    /** Goes on with a collection in which there may be something. */
    void resume() {
        collection.ids(stored::add);
    }

    @Override
    public Map<Key<?>, Stored<?>> load(Collection<? extends Key<?>> keys) {
        var found = new HashMap<Key<?>, Stored<?>>();
        var elsewhere = new ArrayList<Key<?>>();
        for (var key : keys) {
            var entry = entries.get(key);
            if (entry != null) {
                found.put(key, entry.document());
            } else if (stored.mayHave(key.text())) {
                elsewhere.add(key);
            }
        }
        if (!elsewhere.isEmpty()) {
            for (var document : collection.load(elsewhere).values()) {
                entries.put(document.key(), new Entry(document, true));
                found.put(document.key(), document);
            }
        }
        return found;
    }

    /** Of what is written by then, which is all of it. */
    @Override
    public Collection<String> ofUser(WorkspaceId workspace, String user) {
        flush();
        if (!findsUsers) {
            // The other indexes are made at the end.
            collection.createOwnersIndex();
            findsUsers = true;
        }
        return collection.ofUser(workspace, user);
    }

    @Override
    public void save(Collection<? extends Stored<?>> documents) {
        for (var document : documents) {
            var before = entries.get(document.key());
            entries.put(document.key(), new Entry(document, before != null && before.isStored()));
            changed.put(document.key(), document);
            if (saved++ % MEASURED == 0) {
                measured++;
                measuredBytes += MongoDocuments.size(document);
            }
        }
    }

    /** Whether it holds more than it should, and is to be flushed. */
    boolean isFull() {
        return measured > 0 && entries.size() > capacity();
    }

    /** Writes all that was changed, durably, then keeps in memory no more than fits well. */
    void flush() {
        var fresh = new ArrayList<Stored<?>>();
        var others = new ArrayList<Stored<?>>();
        for (var document : changed.values()) {
            var entry = entries.get(document.key());
            (entry != null && entry.isStored() ? others : fresh).add(document);
        }
        inParts(fresh, collection::insert);
        inParts(others, collection::save);
        for (var document : fresh) {
            stored.add(document.key().text());
            entries.put(document.key(), new Entry(document, true));
        }
        changed.clear();
        evict();
    }

    private void evict() {
        if (measured == 0 || entries.size() <= capacity() / 2) {
            return;
        }
        var eldest = entries.entrySet().iterator();
        for (long left = entries.size() - capacity() / 2; left > 0; left--) {
            eldest.next();
            eldest.remove();
        }
    }

    private long capacity() {
        return Math.max(1, memory * measured / Math.max(1, measuredBytes * HEAP_PER_BYTE));
    }

    private static void inParts(List<Stored<?>> documents, Consumer<List<Stored<?>>> write) {
        for (int from = 0; from < documents.size(); from += AT_ONCE) {
            write.accept(documents.subList(from, Math.min(documents.size(), from + AT_ONCE)));
        }
    }
}
