package dev.mooring.acceptance.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What it takes to drive a browser here.
 *
 * @param program Chromium itself
 * @param node a node that finds playwright-core
 */
record Chromium(Path program, Path node) {

    /** What a look for it came to. */
    sealed interface Search {
        record Found(Chromium chromium) implements Search {}

        /** What is missing, by name. */
        record Missing(String what) implements Search {}
    }

    /** Looks where {@code deploy/test} says, else on the path. */
    static Search find(Map<String, String> environment) {
        var program =
                find(
                        environment,
                        "MOORING_CHROMIUM",
                        List.of("chromium", "chromium-browser", "google-chrome"));
        if (program.isEmpty()) {
            return new Search.Missing("Chromium");
        }
        var node = find(environment, "MOORING_NODE", List.of("node"));
        if (node.isEmpty()) {
            return new Search.Missing("node");
        }
        if (!Files.isDirectory(Path.of("browser", "node_modules", "playwright-core"))) {
            return new Search.Missing("playwright-core in deploy/acceptance/browser");
        }
        return new Search.Found(new Chromium(program.get(), node.get()));
    }

    private static Optional<Path> find(
            Map<String, String> environment, String variable, List<String> names) {
        var named = environment.get(variable);
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
