package dev.mooring.api.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Every route of the application with what it needs. As a bean it stops a start-up in which a
 * handler method declares neither {@link RequiresScope} nor {@link PublicRoute}, by name.
 */
public final class Routes implements SmartInitializingSingleton {

    /** Boot's redirect to a static index page, which shows nothing that is not public. */
    private static final Set<String> STATIC = Set.of("welcomePageRouterFunction");

    private static final Comparator<Route> ORDER =
            Comparator.comparing(Route::path)
                    .thenComparing(Route::method)
                    .thenComparing(Route::handler);

    private final ApplicationContext application;

    public Routes(ApplicationContext application) {
        this.application = application;
    }

    /**
     * One route.
     *
     * @param method the HTTP method, or {@code ANY}
     * @param needs the scopes, or {@code public}
     */
    public record Route(String method, String path, String needs, String handler) {}

    /** All routes of annotated controllers, by path and method. */
    public static List<Route> of(ApplicationContext application) {
        var routes = new ArrayList<Route>();
        mappings(application)
                .forEach(mapping ->
                        mapping.getHandlerMethods()
                                .forEach((info, handler) -> add(routes, info, handler)));
        routes.sort(ORDER);
        return List.copyOf(routes);
    }

    /** The routes as a Markdown table, which a test compares with the one that was reviewed. */
    public static String markdown(List<Route> routes) {
        var table = new StringBuilder("| method | path | needs |\n|---|---|---|\n");
        // A route that answers in two media types has two handlers.
        routes.stream()
                .map(route ->
                        "| %s | `%s` | %s |\n"
                                .formatted(route.method(), route.path(), route.needs()))
                .distinct()
                .forEach(table::append);
        return table.toString();
    }

    @Override
    public void afterSingletonsInstantiated() {
        var undeclared = new TreeSet<String>();
        mappings(application)
                .forEach(mapping ->
                        mapping.getHandlerMethods().values().stream()
                                .filter(handler -> RouteRule.of(handler).isEmpty())
                                .map(HandlerMethod::toString)
                                .forEach(undeclared::add));
        if (!undeclared.isEmpty()) {
            throw new IllegalStateException(
                    "Each handler method needs either @RequiresScope or @PublicRoute: "
                            + String.join(", ", undeclared));
        }
        var functions =
                new TreeSet<>(Set.of(application.getBeanNamesForType(RouterFunction.class)));
        functions.removeAll(STATIC);
        if (!functions.isEmpty()) {
            throw new IllegalStateException(
                    "Router functions cannot declare a scope; write a controller instead of: "
                            + String.join(", ", functions));
        }
    }

    private static void add(List<Route> routes, RequestMappingInfo info, HandlerMethod handler) {
        var needs = RouteRule.of(handler).map(RouteRule::text).orElse("undeclared");
        var methods = new TreeSet<String>();
        info.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .forEach(methods::add);
        if (methods.isEmpty()) {
            methods.add("ANY");
        }
        for (var pattern : info.getPatternsCondition().getPatterns()) {
            for (var method : methods) {
                routes.add(
                        new Route(
                                method,
                                pattern.getPatternString(),
                                needs,
                                handler.getShortLogMessage()));
            }
        }
    }

    private static List<RequestMappingHandlerMapping> mappings(ApplicationContext application) {
        return List.copyOf(application.getBeansOfType(RequestMappingHandlerMapping.class).values());
    }
}
