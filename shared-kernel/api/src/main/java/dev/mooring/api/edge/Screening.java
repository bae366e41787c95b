package dev.mooring.api.edge;

import dev.mooring.api.access.RouteRule;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.request.Passthrough;
import dev.mooring.api.request.UserHeader;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses, before any handler method, what none of them should have to think of: values in the path
 * that cannot be ids, parameters given twice, unknown or oversize, and HEAD where only GET was
 * meant. Safe for use by many threads.
 */
final class Screening {

    private static final Pattern PATH_VALUE =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._~-]{0,127}");
    private static final String USER_VARIABLE = "user";
    private static final int LONGEST_VALUE = 2048;

    private final Map<HandlerMethod, Parameters> parameters = new ConcurrentHashMap<>();

    /**
     * Lets through only what a handler method can take.
     *
     * @throws Refusal {@code request.invalid}, {@code request.malformed}
     */
    void screen(ServerWebExchange exchange, HandlerMethod handler, RouteRule rule) {
        method(exchange.getRequest(), handler);
        var passes = handler.hasMethodAnnotation(Passthrough.class);
        path(exchange, passes);
        if (!passes) {
            query(exchange.getRequest(), handler, rule);
        }
    }

    /** Spring would answer HEAD by calling the GET method, and a read may have an effect here. */
    private static void method(ServerHttpRequest request, HandlerMethod handler) {
        if (!request.getMethod().equals(HttpMethod.HEAD)) {
            return;
        }
        var mapping = handler.getMethodAnnotation(RequestMapping.class);
        if (mapping != null) {
            var declared = List.of(mapping.method());
            if (!declared.isEmpty() && !declared.contains(RequestMethod.HEAD)) {
                throw new MethodNotAllowedException(
                        HttpMethod.HEAD,
                        declared.stream().map(RequestMethod::asHttpMethod).toList());
            }
        }
    }

    private static void path(ServerWebExchange exchange, boolean passes) {
        Map<String, String> variables =
                exchange.getAttributeOrDefault(
                        HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of());
        if (!passes && exchange.getRequest().getURI().getRawPath().indexOf(';') >= 0) {
            throw Refusal.of(ErrorCode.REQUEST_MALFORMED, "Paths have no matrix parameters here");
        }
        var pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        variables.forEach((name, value) -> {
            var rest = String.valueOf(pattern).contains("{*" + name + "}");
            if (name.equals(USER_VARIABLE)) {
                UserHeader.check(value);
            } else if (!(passes && rest) && !PATH_VALUE.matcher(value).matches()) {
                throw Refusal.invalid(
                        name, "id.invalid", "The path holds no valid value for " + name);
            }
        });
    }

    private void query(ServerHttpRequest request, HandlerMethod handler, RouteRule rule) {
        var given = request.getQueryParams();
        if (given.isEmpty()) {
            return;
        }
        var known = parameters.computeIfAbsent(handler, Parameters::of);
        var lenient = known.open() || (rule instanceof RouteRule.Open open && open.page());
        given.forEach((name, values) -> {
            if (!known.names().containsKey(name) && !lenient) {
                throw Refusal.invalid(
                        shown(name), "unknown", "There is no such query parameter here");
            }
            if (values.size() > 1 && !known.names().getOrDefault(name, false)) {
                throw Refusal.of(
                        ErrorCode.REQUEST_MALFORMED, "A query parameter is given more than once");
            }
            values.forEach(value -> value(name, value));
        });
    }

    private static void value(String name, @Nullable String value) {
        if (value != null
                && (value.length() > LONGEST_VALUE
                        || value.codePoints().anyMatch(Character::isISOControl))) {
            throw Refusal.invalid(
                    shown(name), "parameter.invalid", "The value is too long or not plain text");
        }
    }

    private static String shown(String name) {
        return name.length() > 64 ? name.substring(0, 64) + "…" : name;
    }

    /**
     * The query parameters of a handler method.
     *
     * @param names each with whether it may repeat
     * @param open whether the method reads others by itself
     */
    private record Parameters(Map<String, Boolean> names, boolean open) {

        private static final Set<Class<?>> READ_ANYTHING =
                Set.of(ServerWebExchange.class, ServerHttpRequest.class, Map.class);

        static Parameters of(HandlerMethod handler) {
            var names = new HashMap<String, Boolean>();
            var open = false;
            for (var parameter : handler.getMethodParameters()) {
                var type = parameter.getParameterType();
                var query = parameter.getParameterAnnotation(RequestParam.class);
                if (type == Paging.class) {
                    names.put(Paging.LIMIT, false);
                    names.put(Paging.CURSOR, false);
                } else if (query != null || isBareParameter(parameter, type)) {
                    names.put(
                            name(parameter, query),
                            type.isArray() || Collection.class.isAssignableFrom(type));
                    open |= Map.class.isAssignableFrom(type);
                } else {
                    open |= READ_ANYTHING.contains(type);
                }
            }
            return new Parameters(Map.copyOf(names), open);
        }

        /** Spring takes a simple type without any annotation for a query parameter. */
        private static boolean isBareParameter(MethodParameter parameter, Class<?> type) {
            return parameter.getParameterAnnotations().length == 0
                    && BeanUtils.isSimpleProperty(type);
        }

        private static String name(MethodParameter parameter, @Nullable RequestParam query) {
            if (query != null && !query.name().isEmpty()) {
                return query.name();
            }
            return parameter.getParameter().getName();
        }
    }
}
