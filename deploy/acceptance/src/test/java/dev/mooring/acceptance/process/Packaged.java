package dev.mooring.acceptance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
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
        return Unpacked.SERVER;
    }

    static Path sandbox() {
        return Unpacked.SANDBOX;
    }

    static Path cli() {
        return jar("cli");
    }

    /** The java that runs this test: the build's. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Unpacked, as for production, it starts sooner; and once for all tests. */
    private static final class Unpacked {

        static final Path SERVER = unpack("server");
        static final Path SANDBOX = unpack("sandbox");

        private static Path unpack(String module) {
            var jar = jar(module);
            var folder = folder("packaged").resolve(module);
            try {
                var unpacking =
                        new ProcessBuilder(
                                        java().toString(),
                                        "-Djarmode=tools",
                                        "-jar",
                                        jar.toString(),
                                        "extract",
                                        "--destination",
                                        folder.toString())
                                .inheritIO()
                                .start();
                if (unpacking.onExit().join().exitValue() != 0) {
                    throw new IllegalStateException(jar + " cannot be unpacked");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return folder.resolve(jar.getFileName());
        }
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
