package dev.mooring.api.reference;

import dev.mooring.api.access.RouteRule;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.problem.Statuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.Passthrough;
import dev.mooring.language.ErrorCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Adds to each operation what the conventions give it without its controller saying so. */
final class OperationConventions implements OperationCustomizer {

    private static final Set<RequestMethod> READS =
            EnumSet.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        RouteRule.of(handler).ifPresent(rule -> secure(operation, rule));
        var traits = Traits.of(handler);
        traits.parameters().forEach(name -> parameter(operation, name));
        answers(operation, traits);
        problems(operation, traits);
        return operation;
    }

    private static void secure(Operation operation, RouteRule rule) {
        operation.setSecurity(
                switch (rule) {
                    case RouteRule.Open(_) -> List.of();
                    // OpenAPI 3.1: the list names roles where the scheme is not OAuth.
                    case RouteRule.Scoped(var anyOf) ->
                            anyOf.stream()
                                    .map(scope ->
                                            new SecurityRequirement()
                                                    .addList(
                                                            DocumentConventions.SCHEME,
                                                            scope.text()))
                                    .toList();
                });
    }

    private static void parameter(Operation operation, String name) {
        operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + name));
    }

    private static void answers(Operation operation, Traits traits) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        operation
                .getResponses()
                .forEach((status, response) -> {
                    if (status.startsWith("2")) {
                        header(response, "X-Request-Id");
                        if (traits.reflects() || traits.write()) {
                            header(response, "Mooring-Position");
                        }
                        if (traits.write()) {
                            header(response, "ETag");
                        }
                    }
                });
    }

    private static void header(ApiResponse response, String name) {
        response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name));
    }

    private static void problems(Operation operation, Traits traits) {
        var byStatus = new TreeMap<Integer, List<ErrorCode>>();
        traits.refusals()
                .forEach(code ->
                        byStatus.computeIfAbsent(Statuses.of(code.kind()), _ -> new ArrayList<>())
                                .add(code));
        byStatus.forEach((status, codes) ->
                operation
                        .getResponses()
                        .addApiResponse(
                                Integer.toString(status),
                                traits.page() ? page(codes) : problem(codes)));
    }

    private static ApiResponse problem(List<ErrorCode> codes) {
        var schema = new Schema<Object>().$ref("#/components/schemas/Problem");
        return page(codes)
                .content(
                        new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType().schema(schema)));
    }

    private static ApiResponse page(List<ErrorCode> codes) {
        return new ApiResponse()
                .description(
                        codes.stream()
                                .sorted(Comparator.comparing(ErrorCode::code))
                                .map(code -> "`%s`: %s".formatted(code.code(), code.title()))
                                .collect(Collectors.joining("; ")));
    }

    /**
     * What a handler method is, as far as the conventions go.
     *
     * @param scoped whether it needs credentials
     * @param page whether it answers a browser
     * @param write whether it changes something for its caller
     * @param named whether its path names one thing
     * @param refuses the codes that it declares itself
     */
    private record Traits(
            boolean scoped,
            boolean page,
            boolean write,
            boolean named,
            boolean body,
            boolean paging,
            boolean reflects,
            List<ErrorCode> refuses) {

        static Traits of(HandlerMethod handler) {
            var rule = RouteRule.of(handler).orElse(new RouteRule.Open(false));
            var scoped = rule instanceof RouteRule.Scoped;
            var mapping = handler.getMethodAnnotation(RequestMapping.class);
            var methods =
                    mapping == null ? List.<RequestMethod>of() : Arrays.asList(mapping.method());
            var paths = mapping == null ? List.<String>of() : Arrays.asList(mapping.path());
            var refuses = handler.getMethodAnnotation(Refuses.class);
            return new Traits(
                    scoped,
                    rule instanceof RouteRule.Open open && open.page(),
                    scoped
                            && takes(handler, Caller.class)
                            && !handler.hasMethodAnnotation(Passthrough.class)
                            && methods.stream().noneMatch(READS::contains),
                    paths.stream().anyMatch(path -> path.contains("{")),
                    Arrays.stream(handler.getMethodParameters())
                            .anyMatch(parameter ->
                                    parameter.hasParameterAnnotation(
                                            org.springframework.web.bind.annotation.RequestBody
                                                    .class)),
                    takes(handler, Paging.class),
                    handler.hasMethodAnnotation(Reflects.class),
                    refuses == null ? List.of() : List.of(refuses.value()));
        }

        private static boolean takes(HandlerMethod handler, Class<?> type) {
            return Arrays.stream(handler.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType().equals(type));
        }

        List<String> parameters() {
            var names = new ArrayList<String>();
            if (paging) {
                names.addAll(List.of("limit", "cursor"));
            }
            if (scoped) {
                names.add("Mooring-User");
            }
            if (reflects) {
                names.add("Mooring-At-Least");
            }
            if (write) {
                names.add("Idempotency-Key");
            }
            if (write && named) {
                names.add("If-Match");
            }
            return names;
        }

        Set<ErrorCode> refusals() {
            var codes =
                    EnumSet.of(
                            ErrorCode.REQUEST_INVALID, ErrorCode.SERVER_BUSY, ErrorCode.INTERNAL);
            codes.addAll(refuses);
            if (scoped) {
                codes.add(ErrorCode.UNAUTHENTICATED);
                codes.add(ErrorCode.SCOPE_MISSING);
                codes.add(ErrorCode.USER_REQUIRED);
                codes.add(ErrorCode.USER_FORBIDDEN);
                codes.add(ErrorCode.RATE_LIMITED);
            }
            if (body) {
                codes.add(ErrorCode.REQUEST_MALFORMED);
                codes.add(ErrorCode.REQUEST_TOO_LARGE);
                codes.add(ErrorCode.MEDIA_TYPE_UNSUPPORTED);
            }
            if (paging) {
                codes.add(ErrorCode.CURSOR_INVALID);
            }
            if (reflects) {
                codes.add(ErrorCode.READ_MODEL_BEHIND);
            }
            if (write) {
                codes.add(ErrorCode.IDEMPOTENCY_IN_PROGRESS);
                codes.add(ErrorCode.IDEMPOTENCY_KEY_REUSED);
                codes.add(ErrorCode.CONCURRENT_CHANGE);
                codes.add(ErrorCode.LOG_UNAVAILABLE);
            }
            if (write && named) {
                codes.add(ErrorCode.PRECONDITION_FAILED);
            }
            return codes;
        }
    }
}
