package dev.mooring.query;

import dev.mooring.language.WorkspaceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Documents in memory, whose bulk writes can be told to fail half way. */
public final class MemoryDocuments implements Documents {

    private final Map<String, Stored<?>> all = new TreeMap<>();
    private int loads;
    private int saves;

    @Override
    public Map<Key<?>, Stored<?>> load(Collection<? extends Key<?>> keys) {
        loads++;
        var found = new HashMap<Key<?>, Stored<?>>();
        keys.forEach(key -> {
            var stored = all.get(key.text());
            if (stored != null) {
                found.put(key, stored);
            }
        });
        return found;
    }

    @Override
    public Collection<String> ofUser(WorkspaceId workspace, String user) {
        return all.values().stream()
                .filter(stored -> stored.key().workspace().equals(workspace))
                .filter(stored -> isOf(stored, user))
                .map(stored -> stored.key().text())
                .toList();
    }

    private static <D extends Record> boolean isOf(Stored<D> stored, String user) {
        var personal = stored.key().kind().personal();
        return personal != null && personal.user().apply(stored.document()).equals(user);
    }

    @Override
    public void save(Collection<? extends Stored<?>> documents) {
        saves++;
        documents.forEach(this::put);
    }

    /** Writes through to these, but only some of each bulk write. */
    Documents failing(RandomGenerator random) {
        return new Documents() {
            @Override
            public Map<Key<?>, Stored<?>> load(Collection<? extends Key<?>> keys) {
                return MemoryDocuments.this.load(keys);
            }

            @Override
            public Collection<String> ofUser(WorkspaceId workspace, String user) {
                return MemoryDocuments.this.ofUser(workspace, user);
            }

            @Override
            public void save(Collection<? extends Stored<?>> documents) {
                new ArrayList<>(documents)
                        .forEach(stored -> {
                            if (random.nextBoolean()) {
                                put(stored);
                            }
                        });
                throw new IllegalStateException("the database went away");
            }
        };
    }

    public Map<String, Stored<?>> all() {
        return all;
    }

    @SuppressWarnings("unchecked")
    public <D extends Record> D get(Kind<D> kind, String id) {
        var stored = all.get(new Key<>(Story.WORKSPACE, kind, id).text());
        return stored == null ? null : (D) stored.document();
    }

    int loads() {
        return loads;
    }

    int saves() {
        return saves;
    }

    private void put(Stored<?> stored) {
        var there = all.get(stored.key().text());
        if (there == null || there.position() < stored.position()) {
            all.put(stored.key().text(), stored);
        }
    }
}
