package dev.mooring.sandbox.api;

import static java.util.Objects.requireNonNullElse;

import dev.mooring.sandbox.OnlyInSandbox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The files of the account that authorized the access token. */
@OnlyInSandbox
@RestController
@RequestMapping("/api/files")
class Files extends Collection<Files.File, Files.Wanted> {

    Files() {
        super(List.of(id -> new File(id, "notes.txt", "The engine weaves patterns.")));
    }

    /** A small text file. */
    record File(String id, String name, String content) {}

    /** What is to be set of a file. */
    record Wanted(@Nullable String name, @Nullable String content) implements Change {}

    @Override
    File made(String id, String name, Wanted wanted) {
        return new File(id, name, requireNonNullElse(wanted.content(), ""));
    }

    @Override
    File changed(File old, Wanted wanted) {
        return new File(
                old.id(),
                requireNonNullElse(wanted.name(), old.name()),
                requireNonNullElse(wanted.content(), old.content()));
    }
}
