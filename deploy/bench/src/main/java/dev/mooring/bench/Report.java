package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** What a run found, as Markdown: printed as it comes, kept benchmark by benchmark. */
final class Report {

    private final StringBuilder text = new StringBuilder();

    void title(String title) {
        line("\n## " + title);
    }

    void section(String title) {
        line("\n### " + title);
    }

    /** A paragraph. */
    void say(String text) {
        line("\n" + text);
    }

    /** The head of a table. */
    void columns(String... names) {
        line("");
        row((Object[]) names);
        line("|" + "---|".repeat(names.length));
    }

    void row(Object... cells) {
        var strings = List.of(cells).stream().map(Report::shown).toList();
        line("| " + String.join(" | ", strings) + " |");
    }

    /** Appends what was said since the last time. */
    void moveTo(Path file) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        text.setLength(0);
    }

    /** Three digits are more than such a machine can repeat. */
    static String shown(Object cell) {
        return switch (cell) {
            case Double number when number.isNaN() -> "–";
            case Double number when number >= 100 -> String.format(Locale.ROOT, "%.0f", number);
            case Double number when number >= 10 -> String.format(Locale.ROOT, "%.1f", number);
            case Double number -> String.format(Locale.ROOT, "%.2f", number);
            default -> cell.toString();
        };
    }

    private void line(String line) {
        System.out.println(line);
        text.append(line).append('\n');
    }
}
