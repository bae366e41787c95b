package dev.mooring.sandbox.api;

import dev.mooring.sandbox.OnlyInSandbox;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The files of the account that authorized the access token. */
@OnlyInSandbox
@RestController
@RequestMapping("/api/files")
class Files {

    private final Shelf<File> files =
            new Shelf<>(List.of(id -> new File(id, "notes.txt", "The engine weaves patterns.")));

    /** A small text file. */
    record File(String id, String name, String content) {}

    /** What is to be set; what is missing stays. */
    record Change(@Nullable String name, @Nullable String content) {}

    @GetMapping
    List<File> all(Principal account) {
        return files.all(account.getName());
    }

    @GetMapping("/{id}")
    File one(Principal account, @PathVariable String id) {
        return files.get(account.getName(), id);
    }

    /**
     * @throws ResponseStatusException 400 if there is no name
     */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    File add(Principal account, @RequestBody Change wanted) {
        var name = wanted.name();
        if (name == null || name.isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "name is missing");
        }
        return files.add(
                account.getName(),
                id -> new File(id, name, Objects.requireNonNullElse(wanted.content(), "")));
    }

    @PatchMapping("/{id}")
    File change(Principal account, @PathVariable String id, @RequestBody Change wanted) {
        return files.change(
                account.getName(),
                id,
                old ->
                        new File(
                                id,
                                Objects.requireNonNullElse(wanted.name(), old.name()),
                                Objects.requireNonNullElse(wanted.content(), old.content())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Principal account, @PathVariable String id) {
        files.remove(account.getName(), id);
    }
}
