package dev.mooring.api.access;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.method.HandlerMethod;

/** What a handler method declares about who may call it. */
public sealed interface RouteRule {

    /** The rule in a table: {@code public}, or the scopes. */
    String text();

    /** Anyone. */
    record Open(boolean page) implements RouteRule {
        @Override
        public String text() {
            return page ? "public page" : "public";
        }
    }

    /** Whoever has one of these scopes. */
    record Scoped(List<Scope> anyOf) implements RouteRule {
        public Scoped {
            anyOf = List.copyOf(anyOf);
        }

        /**
         * Lets a principal through that has one of the scopes.
         *
         * @throws Refusal {@code scope.missing}
         */
        public void admit(Principal principal) {
            if (anyOf.stream().noneMatch(principal::has)) {
                throw Refusal.of(ErrorCode.SCOPE_MISSING, "The call needs the scope " + text());
            }
        }

        @Override
        public String text() {
            return anyOf.stream().map(Scope::text).collect(Collectors.joining(" or "));
        }
    }

    /** The declared rule; empty where nothing, or something contradictory, is declared. */
    static Optional<RouteRule> of(HandlerMethod handler) {
        var open = handler.getMethodAnnotation(PublicRoute.class);
        var scoped = handler.getMethodAnnotation(RequiresScope.class);
        if (open != null && scoped == null) {
            return Optional.of(new Open(open.page()));
        }
        if (scoped != null && open == null) {
            return Optional.of(
                    new Scoped(
                            Stream.concat(Stream.of(scoped.value()), Arrays.stream(scoped.or()))
                                    .toList()));
        }
        return Optional.empty();
    }
}
