package dev.mooring.sandbox.api;

import java.security.Principal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The things of one kind that belong to the account that authorized the access token.
 *
 * @param <T> the kind of thing
 * @param <C> what may be set of it; what is missing stays
 */
abstract class Collection<T, C extends Collection.Change> {

    private final Shelf<T> things;

    /**
     * @param first what each account has from the beginning, given its id
     */
    Collection(List<Function<String, T>> first) {
        this.things = new Shelf<>(first);
    }

    /** What is to be set. */
    interface Change {

        @Nullable String name();
    }

    /** A new thing with this id and name, the rest as wanted or empty. */
    abstract T made(String id, String name, C wanted);

    /** The thing, changed as wanted. */
    abstract T changed(T old, C wanted);

    @GetMapping
    List<T> all(Principal account) {
        return things.all(account.getName());
    }

    @GetMapping("/{id}")
    T one(Principal account, @PathVariable String id) {
        return things.get(account.getName(), id);
    }

    /**
     * @throws ResponseStatusException 400 if there is no name
     */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    T add(Principal account, @RequestBody C wanted) {
        var name = wanted.name();
        if (name == null || name.isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "name is missing");
        }
        return things.add(account.getName(), id -> made(id, name, wanted));
    }

    @PatchMapping("/{id}")
    T change(Principal account, @PathVariable String id, @RequestBody C wanted) {
        return things.change(account.getName(), id, old -> changed(old, wanted));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Principal account, @PathVariable String id) {
        things.remove(account.getName(), id);
    }
}
