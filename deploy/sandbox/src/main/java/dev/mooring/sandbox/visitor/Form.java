package dev.mooring.sandbox.visitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** The fields of a form on one of our own pages, with the values that the page gives them. */
final class Form {

    private static final Pattern INPUT =
            Pattern.compile(
                    "<input type=\"(hidden|checkbox)\"\\s+name=\"([^\"]+)\"\\s+value=\"([^\"]*)\"( checked)?");

    private final List<Field> fields = new ArrayList<>();

    record Field(String name, String value, boolean hidden) {}

    /** What a browser would send if nothing were changed. */
    static Form of(String page) {
        var form = new Form();
        var inputs = INPUT.matcher(page);
        while (inputs.find()) {
            var hidden = inputs.group(1).equals("hidden");
            if (hidden || inputs.group(4) != null) {
                form.fields.add(
                        new Field(
                                HtmlUtils.htmlUnescape(inputs.group(2)),
                                HtmlUtils.htmlUnescape(inputs.group(3)),
                                hidden));
            }
        }
        return form;
    }

    Form uncheckAllBut(String name, Iterable<String> values) {
        fields.removeIf(field -> field.name().equals(name) && !field.hidden());
        values.forEach(value -> fields.add(new Field(name, value, false)));
        return this;
    }

    Form set(String name, String value) {
        fields.removeIf(field -> field.name().equals(name));
        fields.add(new Field(name, value, false));
        return this;
    }

    /** As {@code application/x-www-form-urlencoded}. */
    String encoded() {
        return fields.stream()
                .map(field ->
                        URLEncoder.encode(field.name(), UTF_8)
                                + "="
                                + URLEncoder.encode(field.value(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
