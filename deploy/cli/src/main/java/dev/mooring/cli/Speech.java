package dev.mooring.cli;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Says something on a command's standard output. */
record Speech(@Nullable CommandSpec spec) {

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library of ours
    void line(String format, Object... arguments) {
        var out = Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
