package dev.mooring.query;

import dev.mooring.language.WorkspaceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the documents of one read model are kept. Thread-safe. */
public interface Documents {

    /** Those of the keys that there are, in one read that sees every earlier {@link #save}. */
    Map<Key<?>, Stored<?>> load(Collection<? extends Key<?>> keys);

    /** A document, if there is one. */
    default <D extends Record> Optional<D> find(WorkspaceId workspace, Kind<D> kind, String id) {
        return Optional.ofNullable(find(workspace, kind, List.of(id)).get(id));
    }

    /** Those of the ids that there are, by id. */
    default <D extends Record> Map<String, D> find(
            WorkspaceId workspace, Kind<D> kind, Collection<String> ids) {
        var idOf = new HashMap<Key<?>, String>();
        ids.forEach(id -> idOf.put(new Key<>(workspace, kind, id), id));
        var found = new LinkedHashMap<String, D>();
        load(idOf.keySet())
                .forEach((key, stored) -> {
                    var id = idOf.get(key);
                    if (id != null) {
                        found.put(id, kind.type().cast(stored.document()));
                    }
                });
        return found;
    }

    /**
     * The ids, as {@link Key#text} has them, of the documents that name a user in their field
     * {@code user}; every earlier {@link #save} counts.
     */
    Collection<String> ofUser(WorkspaceId workspace, String user);

    /**
     * Writes documents in one bulk write, durable on a majority when it returns. One that is
     * already there at the same position or a later one stays: a processor that was paused past its
     * claim does no harm. After a failure any of them may be written.
     */
    void save(Collection<? extends Stored<?>> documents);
}
