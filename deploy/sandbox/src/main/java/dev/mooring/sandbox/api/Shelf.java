package dev.mooring.sandbox.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * One collection of things for each account, in memory. Thread-safe.
 *
 * @param <T> the kind of thing
 */
final class Shelf<T> {

    private final Map<String, Map<String, T>> byAccount = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final List<Function<String, T>> first;

    /**
     * @param first what each account has from the beginning, given its id
     */
    Shelf(List<Function<String, T>> first) {
        this.first = List.copyOf(first);
    }

    synchronized List<T> all(String account) {
        return List.copyOf(of(account).values());
    }

    /**
     * @throws ResponseStatusException 404 if the account has no such thing, here and below
     */
    synchronized T get(String account, String id) {
        return found(of(account).get(id));
    }

    synchronized T add(String account, Function<String, T> thing) {
        return put(of(account), thing);
    }

    synchronized T change(String account, String id, UnaryOperator<T> change) {
        var changed = change.apply(get(account, id));
        of(account).put(id, changed);
        return changed;
    }

    synchronized void remove(String account, String id) {
        found(of(account).remove(id));
    }

    private Map<String, T> of(String account) {
        return byAccount.computeIfAbsent(
                account,
                _ -> {
                    var things = new LinkedHashMap<String, T>();
                    first.forEach(thing -> put(things, thing));
                    return things;
                });
    }

    private T put(Map<String, T> things, Function<String, T> thing) {
        var id = Long.toString(lastId.incrementAndGet());
        var made = thing.apply(id);
        things.put(id, made);
        return made;
    }

    private static <T> T found(@Nullable T thing) {
        if (thing == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such thing");
        }
        return thing;
    }
}
