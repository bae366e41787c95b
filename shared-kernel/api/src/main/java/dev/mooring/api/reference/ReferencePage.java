package dev.mooring.api.reference;

import static dev.mooring.api.page.StaticPage.escape;

import dev.mooring.api.page.StaticPage;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document as a page to read: operations by tag, then the schemas. */
final class ReferencePage {

    private static final String COMPONENT_PARAMETER = "#/components/parameters/";
    private static final Pattern CODE = Pattern.compile("`([a-z_.]+)`");

    private final OpenAPI document;
    private final StringBuilder html = new StringBuilder();

    private ReferencePage(OpenAPI document) {
        this.document = document;
    }

    static StaticPage of(OpenAPI document) {
        return StaticPage.of("Mooring API", new ReferencePage(document).body());
    }

    /** An operation with where it is found. */
    private record Entry(PathItem.HttpMethod method, String path, Operation operation) {

        String anchor() {
            return operation.getOperationId();
        }

        String call() {
            return method + " " + path;
        }

        String title() {
            var summary = operation.getSummary();
            return summary == null ? call() : summary;
        }
    }

    private String body() {
        html.append(
                "<p>%s</p><p>The same for machines: <a href=\"/openapi.json\">/openapi.json</a>. What can go wrong: <a href=\"/problems/\">problems</a>.</p>\n"
                        .formatted(escape(orEmpty(document.getInfo().getDescription()))));
        var byTag = entriesByTag();
        contents(byTag);
        byTag.forEach((tag, entries) -> {
            html.append("<section><h2>").append(escape(tag)).append("</h2>\n");
            entries.forEach(this::operation);
            html.append("</section>\n");
        });
        var schemas = document.getComponents().getSchemas();
        if (schemas != null) {
            html.append("<section><h2>Schemas</h2>\n");
            new TreeMap<>(schemas)
                    .forEach((name, schema) -> html.append(SchemaText.section(name, schema)));
            html.append("</section>\n");
        }
        return html.toString();
    }

    private Map<String, List<Entry>> entriesByTag() {
        var byTag = new TreeMap<String, List<Entry>>();
        new TreeMap<>(document.getPaths())
                .forEach((path, item) ->
                        new TreeMap<>(item.readOperationsMap())
                                .forEach((method, operation) ->
                                        byTag.computeIfAbsent(
                                                        tag(operation), _ -> new ArrayList<>())
                                                .add(new Entry(method, path, operation))));
        return byTag;
    }

    private static String tag(Operation operation) {
        var tags = operation.getTags();
        return tags == null || tags.isEmpty() ? "Other" : tags.getFirst();
    }

    private void contents(Map<String, List<Entry>> byTag) {
        html.append("<nav aria-label=\"Operations\">");
        byTag.forEach((tag, entries) -> {
            html.append("<h4>").append(escape(tag)).append("</h4><ul>");
            for (var entry : entries) {
                var summary = entry.operation().getSummary();
                html.append(
                        "<li><a href=\"#%s\"><code>%s</code></a> %s</li>"
                                .formatted(
                                        escape(entry.anchor()),
                                        escape(entry.call()),
                                        summary == null ? "" : escape(summary)));
            }
            html.append("</ul>");
        });
        html.append("</nav>\n");
    }

    private void operation(Entry entry) {
        var operation = entry.operation();
        html.append(
                "<article><h3 id=\"%s\">%s</h3><p><code>%s</code></p>\n"
                        .formatted(
                                escape(entry.anchor()),
                                escape(entry.title()),
                                escape(entry.call())));
        if (operation.getDescription() != null) {
            html.append("<p>").append(escape(operation.getDescription())).append("</p>\n");
        }
        html.append("<p class=\"soft\">").append(escape(needs(operation))).append("</p>\n");
        parameters(operation);
        requestBody(operation);
        answers(operation);
        html.append(
                "<h4>Example</h4><pre><code>%s</code></pre></article>\n"
                        .formatted(escape(curl(entry))));
    }

    private static String needs(Operation operation) {
        var security = operation.getSecurity();
        return security == null || security.isEmpty()
                ? "Public."
                : security.stream()
                        .flatMap(requirement -> requirement.values().stream())
                        .flatMap(List::stream)
                        .collect(Collectors.joining(" or ", "Needs the scope ", "."));
    }

    private void parameters(Operation operation) {
        var parameters = parametersOf(operation);
        if (parameters.isEmpty()) {
            return;
        }
        html.append(
                "<h4>Parameters</h4><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">In</th><th scope=\"col\">Form</th><th scope=\"col\">Meaning</th></tr></thead><tbody>\n");
        for (var parameter : parameters) {
            html.append(
                    "<tr><td><code>%s</code></td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                            .formatted(
                                    escape(parameter.getName()),
                                    escape(parameter.getIn()),
                                    SchemaText.of(parameter.getSchema()),
                                    escape(orEmpty(parameter.getDescription()))));
        }
        html.append("</tbody></table></div>\n");
    }

    private List<Parameter> parametersOf(Operation operation) {
        var all = operation.getParameters();
        return all == null ? List.of() : all.stream().map(this::resolved).toList();
    }

    private Parameter resolved(Parameter parameter) {
        var ref = parameter.get$ref();
        return ref == null
                ? parameter
                : Objects.requireNonNull(
                        document.getComponents()
                                .getParameters()
                                .get(ref.substring(COMPONENT_PARAMETER.length())));
    }

    private void requestBody(Operation operation) {
        var body = operation.getRequestBody();
        if (body == null || body.getContent() == null) {
            return;
        }
        html.append("<h4>Body</h4>\n");
        body.getContent()
                .forEach((type, media) ->
                        html.append(
                                "<p><code>%s</code>: %s</p>\n"
                                        .formatted(
                                                escape(type), SchemaText.of(media.getSchema()))));
    }

    private void answers(Operation operation) {
        html.append("<h4>Answers</h4><dl>\n");
        new TreeMap<>(operation.getResponses())
                .forEach((status, response) ->
                        html.append(
                                "<dt>%s</dt><dd>%s</dd>\n"
                                        .formatted(escape(status), answer(response))));
        html.append("</dl>\n");
    }

    /** A problem by its codes, each with a link to its page; any other answer by its content. */
    private static String answer(ApiResponse response) {
        var description = escape(orEmpty(response.getDescription()));
        if (description.startsWith("`")) {
            return CODE.matcher(description)
                    .replaceAll("<a href=\"/problems/$1\"><code>$1</code></a>")
                    .replace("; ", "<br>");
        }
        if (response.getContent() == null) {
            return description;
        }
        return response.getContent().entrySet().stream()
                .filter(form -> form.getValue().getSchema() != null)
                .map(form ->
                        "<br><code>%s</code>: %s"
                                .formatted(
                                        escape(form.getKey()),
                                        SchemaText.of(form.getValue().getSchema())))
                .collect(Collectors.joining("", description, ""));
    }

    private String curl(Entry entry) {
        var operation = entry.operation();
        var lines = new ArrayList<String>();
        lines.add(
                "curl%s \"$MOORING%s\""
                        .formatted(
                                entry.method() == PathItem.HttpMethod.GET
                                        ? ""
                                        : " -X " + entry.method(),
                                entry.path()));
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            lines.add("-H \"Authorization: Bearer $MOORING_KEY\"");
            lines.add("-H 'Mooring-User: ann'");
        }
        var body = operation.getRequestBody();
        var json =
                body == null || body.getContent() == null
                        ? null
                        : body.getContent().get("application/json");
        if (json != null) {
            lines.add("-H 'Content-Type: application/json'");
            lines.add("-d '%s'".formatted(SchemaText.example(json.getSchema(), document)));
        }
        return String.join(" \\\n  ", lines);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
