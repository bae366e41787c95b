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

/** The contacts of the account that authorized the access token. */
@OnlyInSandbox
@RestController
@RequestMapping("/api/contacts")
class Contacts {

    private final Shelf<Contact> contacts =
            new Shelf<>(
                    List.of(
                            id -> new Contact(id, "Charles", "charles@contacts.example"),
                            id -> new Contact(id, "Mary", "mary@contacts.example")));

    /** Someone in the address book. */
    record Contact(String id, String name, String email) {}

    /** What is to be set; what is missing stays. */
    record Change(@Nullable String name, @Nullable String email) {}

    @GetMapping
    List<Contact> all(Principal account) {
        return contacts.all(account.getName());
    }

    @GetMapping("/{id}")
    Contact one(Principal account, @PathVariable String id) {
        return contacts.get(account.getName(), id);
    }

    /**
     * @throws ResponseStatusException 400 if there is no name
     */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Contact add(Principal account, @RequestBody Change wanted) {
        var name = wanted.name();
        if (name == null || name.isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "name is missing");
        }
        return contacts.add(
                account.getName(),
                id -> new Contact(id, name, Objects.requireNonNullElse(wanted.email(), "")));
    }

    @PatchMapping("/{id}")
    Contact change(Principal account, @PathVariable String id, @RequestBody Change wanted) {
        return contacts.change(
                account.getName(),
                id,
                old ->
                        new Contact(
                                id,
                                Objects.requireNonNullElse(wanted.name(), old.name()),
                                Objects.requireNonNullElse(wanted.email(), old.email())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Principal account, @PathVariable String id) {
        contacts.remove(account.getName(), id);
    }
}
