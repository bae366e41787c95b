package dev.mooring.api.reference;

import static dev.mooring.api.page.StaticPage.escape;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Schemas in words: a short form for a cell, a table for a section, an example for a command. */
final class SchemaText {

    private static final String COMPONENT = "#/components/schemas/";
    private static final int DEEPEST_EXAMPLE = 4;

    private static final Comparator<String> NULL_LAST =
            Comparator.<String, Boolean>comparing("null"::equals)
                    .thenComparing(Comparator.naturalOrder());

    private SchemaText() {}

    /** The schema in a few words of HTML, linked to its section where it has one. */
    static String of(@Nullable Schema<?> schema) {
        if (schema == null) {
            return "";
        }
        if (schema.get$ref() != null) {
            var name = name(schema.get$ref());
            return "<a href=\"#schema-%s\">%s</a>".formatted(escape(name), escape(name));
        }
        if (schema.getAnyOf() != null) {
            return schema.getAnyOf().stream()
                    .map(SchemaText::of)
                    .collect(Collectors.joining(" or "));
        }
        var text = new StringBuilder();
        if (schema.getItems() != null) {
            text.append("list of ").append(of(schema.getItems()));
        } else if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            text.append("map to ").append(of(values));
        } else {
            text.append(escape(type(schema)));
        }
        if (schema.getEnum() != null) {
            text.append(
                    schema.getEnum().stream()
                            .map(value -> "<code>" + escape(String.valueOf(value)) + "</code>")
                            .collect(Collectors.joining(", ", ": ", "")));
        }
        if (schema.getDefault() != null) {
            text.append(", default <code>")
                    .append(escape(String.valueOf(schema.getDefault())))
                    .append("</code>");
        }
        return text.toString();
    }

    /** A section with a table of the schema's properties. */
    static String section(String name, Schema<?> schema) {
        var html = new StringBuilder();
        html.append("<h3 id=\"schema-%s\">%s</h3>\n".formatted(escape(name), escape(name)));
        if (schema.getDescription() != null) {
            html.append("<p>").append(escape(schema.getDescription())).append("</p>\n");
        }
        var properties = properties(schema);
        if (properties.isEmpty()) {
            return html.append("<p>").append(of(schema)).append("</p>\n").toString();
        }
        html.append(
                "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Property</th><th scope=\"col\">Form</th><th scope=\"col\">Meaning</th></tr></thead><tbody>\n");
        List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
        properties.forEach((property, form) ->
                html.append(
                        "<tr><td><code>%s</code>%s</td><td>%s</td><td>%s</td></tr>\n"
                                .formatted(
                                        escape(property),
                                        required.contains(property) ? "" : "?",
                                        of(form),
                                        form.getDescription() == null
                                                ? ""
                                                : escape(form.getDescription()))));
        return html.append("</tbody></table></div>\n").toString();
    }

    /** A JSON value of the schema's form. */
    static String example(@Nullable Schema<?> schema, OpenAPI document) {
        return example(schema, document, 0);
    }

    private static String example(@Nullable Schema<?> schema, OpenAPI document, int depth) {
        if (schema == null || depth > DEEPEST_EXAMPLE) {
            return "null";
        }
        if (schema.get$ref() != null) {
            return example(
                    document.getComponents().getSchemas().get(name(schema.get$ref())),
                    document,
                    depth);
        }
        if (schema.getExample() != null) {
            return schema.getExample() instanceof Number number
                    ? number.toString()
                    : "\"" + schema.getExample() + "\"";
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return "\"" + schema.getEnum().getFirst() + "\"";
        }
        if (schema.getAnyOf() != null) {
            return example(schema.getAnyOf().getFirst(), document, depth);
        }
        if (schema.getItems() != null) {
            return "[" + example(schema.getItems(), document, depth + 1) + "]";
        }
        return switch (type(schema).replace(" or null", "")) {
            case "integer", "number" -> "0";
            case "boolean" -> "false";
            case "object" -> object(schema, document, depth);
            default -> "\"…\"";
        };
    }

    private static String object(Schema<?> schema, OpenAPI document, int depth) {
        var members = new ArrayList<String>();
        properties(schema)
                .forEach((name, form) ->
                        members.add(
                                "\"%s\": %s".formatted(name, example(form, document, depth + 1))));
        return "{" + String.join(", ", members) + "}";
    }

    private static Map<String, Schema<?>> properties(Schema<?> schema) {
        var sorted = new TreeMap<String, Schema<?>>();
        if (schema.getProperties() != null) {
            schema.getProperties().forEach(sorted::put);
        }
        return sorted;
    }

    private static String type(Schema<?> schema) {
        if (schema.getTypes() != null && !schema.getTypes().isEmpty()) {
            return schema.getTypes().stream().sorted(NULL_LAST).collect(Collectors.joining(" or "));
        }
        return schema.getType() == null ? "any" : schema.getType();
    }

    private static String name(String ref) {
        return ref.substring(COMPONENT.length());
    }
}
