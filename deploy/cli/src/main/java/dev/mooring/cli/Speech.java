package dev.mooring.cli;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says something on the standard output of the command that it is mixed into. */
@Command // without options of its own it would be no mixin
final class Speech {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library of ours
    void line(String format, Object... arguments) {
        var out = Objects.requireNonNull(command, "set by picocli").commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
