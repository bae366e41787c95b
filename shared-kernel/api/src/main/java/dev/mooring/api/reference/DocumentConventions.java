package dev.mooring.api.reference;

import dev.mooring.api.access.Scope;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** What stands in the document once: the problem schema, the headers, the credentials. */
final class DocumentConventions implements OpenApiCustomizer {

    static final String SCHEME = "apiKey";

    @Override
    public void customise(OpenAPI document) {
        document.setInfo(
                new Info()
                        .title("Mooring")
                        .version("1")
                        .description(
                                "Keeps an organisation's connections and proves who connected what.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
        document.setServers(List.of(new Server().url("/")));
        var components = document.getComponents();
        if (components == null) {
            components = new Components();
            document.setComponents(components);
        }
        components.addSecuritySchemes(SCHEME, credentials());
        components.addSchemas("Problem", problem());
        components.addSchemas("FieldError", fieldError());
        parameters(components);
        headers(components);
        sortTags(document);
        if (document.getPaths() != null) {
            document.getPaths().forEach(DocumentConventions::name);
        }
    }

    private static SecurityScheme credentials() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(
                        "An API key: `Authorization: Bearer mooring_…`; or a user's own JWT, of the issuer that his"
                                + " workspace trusts (`PUT /v1/workspace/issuer`), which is good for "
                                + Scope.OF_PERSONS.stream()
                                        .map(s -> "`" + s.text() + "`")
                                        .collect(Collectors.joining(", "))
                                + ". Scopes: "
                                + Arrays.stream(Scope.values())
                                        .map(s -> "`%s` (%s)".formatted(s.text(), s.meaning()))
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    private static Schema<?> problem() {
        var properties = new LinkedHashMap<String, Schema>();
        properties.put("type", text("A URL that explains the code").format("uri"));
        properties.put("title", text("What the code means, in one line"));
        properties.put("status", type("integer", "The HTTP status"));
        properties.put("code", text("The stable code, such as `connection.unknown`"));
        properties.put("detail", text("What was wrong this time"));
        properties.put(
                "errors",
                type("array", "What is wrong with single fields")
                        .items(new Schema<Object>().$ref("#/components/schemas/FieldError")));
        properties.put("requestId", text("By which the operator finds this request"));
        return object("RFC 9457. Some codes add members of their own.", properties)
                .required(List.of("type", "title", "status", "code", "detail", "requestId"));
    }

    private static Schema<?> fieldError() {
        var properties = new LinkedHashMap<String, Schema>();
        properties.put(
                "pointer",
                text("JSON pointer into the body, or the name of a parameter or header"));
        properties.put("code", text("A stable code, such as `too_long`"));
        properties.put("detail", text("A sentence for whoever mends it"));
        return object("One field", properties).required(List.of("pointer", "code", "detail"));
    }

    private static void parameters(Components components) {
        var limit = type("integer", null);
        limit.setMinimum(java.math.BigDecimal.ONE);
        limit.setMaximum(java.math.BigDecimal.valueOf(200));
        limit.setDefault(50);
        add(components, "query", "limit", "How many items to answer with", limit);
        add(components, "query", "cursor", "`next` of the page before", text(null));
        add(
                components,
                "header",
                "Mooring-User",
                "The user for whom the key acts; needed wherever the call is about one user's things",
                text(null));
        add(
                components,
                "header",
                "Mooring-At-Least",
                "The position that the answer has to reflect: waits up to 5 s",
                type("integer", null).format("int64"));
        add(
                components,
                "header",
                "Idempotency-Key",
                "Names the request, so that repeating it changes nothing more: 1 to 255 visible ASCII characters",
                text(null));
        add(
                components,
                "header",
                "If-Match",
                "The ETag that the change was decided on",
                text(null));
    }

    private static void headers(Components components) {
        components.addHeaders(
                "Mooring-Position",
                new Header()
                        .description("The position that the answer stands for or reflects")
                        .schema(type("integer", null).format("int64")));
        components.addHeaders(
                "ETag",
                new Header()
                        .description("The version of the thing, for If-Match")
                        .schema(text(null)));
        components.addHeaders(
                "X-Request-Id",
                new Header()
                        .description("The request's id, as sent or as made")
                        .schema(text(null)));
    }

    private static void add(
            Components components, String in, String name, String description, Schema<?> schema) {
        components.addParameters(
                name, new Parameter().in(in).name(name).description(description).schema(schema));
    }

    private static void sortTags(OpenAPI document) {
        if (document.getTags() != null) {
            document.setTags(
                    document.getTags().stream()
                            .sorted(Comparator.comparing(Tag::getName))
                            .distinct()
                            .toList());
        }
    }

    /** Names each operation after its route, so that no other route can rename it. */
    private static void name(String path, PathItem item) {
        var words = new StringBuilder();
        for (var part : path.replaceAll("[^A-Za-z0-9]+", " ").strip().split(" ", -1)) {
            if (!part.isEmpty() && !part.equals("v1")) {
                words.append(part.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(part.substring(1));
            }
        }
        item.readOperationsMap()
                .forEach((method, operation) ->
                        operation.setOperationId(method.name().toLowerCase(Locale.ROOT) + words));
    }

    private static Schema<?> object(String description, Map<String, Schema> properties) {
        var schema = type("object", description);
        schema.setProperties(properties);
        return schema;
    }

    private static Schema<?> text(@Nullable String description) {
        return type("string", description);
    }

    private static Schema<?> type(String type, @Nullable String description) {
        var schema = new Schema<Object>();
        schema.setTypes(Set.of(type));
        if (description != null) {
            schema.setDescription(description);
        }
        return schema;
    }
}
