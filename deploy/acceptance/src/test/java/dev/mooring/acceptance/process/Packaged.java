package dev.mooring.acceptance.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build has put what is to be tested. */
public final class Packaged {

    private static final String VERSION = System.getProperty("mooring.version", "0.1.0-SNAPSHOT");

    private Packaged() {}

    /** The top of the source tree. */
    public static Path root() {
        return Path.of("").toAbsolutePath().getParent().getParent();
    }

    /** A fresh folder for a test's files, kept after the run. */
    public static Path folder(String name) {
        return Path.of("target", "acceptance", name + "-" + ProcessHandle.current().pid())
                .toAbsolutePath();
    }

    static Path server() {
        return jar("server");
    }

    static Path sandbox() {
        return jar("sandbox");
    }

    /** The java that runs this test: the build's. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path jar(String module) {
        var jar =
                root().resolve("deploy")
                        .resolve(module)
                        .resolve("target")
                        .resolve("mooring-%s-%s-exec.jar".formatted(module, VERSION));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    jar
                            + " is missing: run this module by ./mvnw verify -pl deploy/acceptance -am");
        }
        return jar;
    }
}
