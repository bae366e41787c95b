package dev.mooring.sandbox.api;

import static java.util.Objects.requireNonNullElse;

import dev.mooring.sandbox.OnlyInSandbox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The contacts of the account that authorized the access token. */
@OnlyInSandbox
@RestController
@RequestMapping("/api/contacts")
class Contacts extends Collection<Contacts.Contact, Contacts.Wanted> {

    Contacts() {
        super(
                List.of(
                        id -> new Contact(id, "Charles", "charles@contacts.example"),
                        id -> new Contact(id, "Mary", "mary@contacts.example")));
    }

    /** Someone in the address book. */
    record Contact(String id, String name, String email) {}

    /** What is to be set of a contact. */
    record Wanted(@Nullable String name, @Nullable String email) implements Change {}

    @Override
    Contact made(String id, String name, Wanted wanted) {
        return new Contact(id, name, requireNonNullElse(wanted.email(), ""));
    }

    @Override
    Contact changed(Contact old, Wanted wanted) {
        return new Contact(
                old.id(),
                requireNonNullElse(wanted.name(), old.name()),
                requireNonNullElse(wanted.email(), old.email()));
    }
}
