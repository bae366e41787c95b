package dev.mooring.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the same classes, which is told things and answers, line by line. */
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;

    private Child(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders =
                new PrintWriter(
                        process.outputWriter(StandardCharsets.UTF_8), /* autoFlush= */ true);
    }

    /**
     * @param options for its JVM
     * @param arguments for its main method
     */
    static Child start(Class<?> main, List<String> options, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new Child(process);
    }

    void tell(String order) {
        orders.println(order);
    }

    /** Its next line, waited for. */
    String answer() throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException(
                    "a process of the benchmark ended with " + process.onExit().join().exitValue());
        }
        return line;
    }

    /** Ends its input, with which it ends too. */
    @Override
    public void close() throws IOException {
        orders.close();
        process.onExit().join();
        answers.close();
    }
}
