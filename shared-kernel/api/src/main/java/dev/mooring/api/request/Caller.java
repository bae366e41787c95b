package dev.mooring.api.request;

import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * An authenticated request: who calls, for which user, under which preconditions. A handler method
 * of a route that needs a scope takes it as an argument.
 *
 * @param actingFor the user for whom the call is made: named by {@code Mooring-User}, or the user
 *     itself; null where a key names none
 * @param idempotencyKey what the caller repeats the request under, if he does
 */
public record Caller(
        RequestContext context,
        Principal principal,
        @Nullable String actingFor,
        @Nullable IdempotencyKey idempotencyKey,
        IfMatch ifMatch) {

    private static final String ATTRIBUTE = Caller.class.getName();

    /**
     * The caller of an exchange whose principal is known.
     *
     * @throws IllegalStateException on a public route, which has no caller
     */
    public static Caller of(ServerWebExchange exchange) {
        return find(exchange)
                .orElseThrow(
                        () -> new IllegalStateException("a public route does not know its caller"));
    }

    /** The caller, or empty before and without authentication. */
    public static Optional<Caller> find(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
    }

    /** Binds this caller to the exchange. */
    public void bind(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    public String workspace() {
        return principal.workspace();
    }

    public String requestId() {
        return context.requestId();
    }

    /**
     * The user for whom the call is made.
     *
     * @throws Refusal {@code user.required} when a key names none
     */
    public String user() {
        if (actingFor == null) {
            throw Refusal.of(ErrorCode.USER_REQUIRED);
        }
        return actingFor;
    }

    /**
     * The user for whom the call is made, or empty when it is made over all of them.
     *
     * @throws Refusal {@code user.required} when a key without {@code users:any} names none
     */
    public Optional<String> userOrAll() {
        if (actingFor == null && !principal.has(Scope.USERS_ANY)) {
            throw Refusal.of(
                    ErrorCode.USER_REQUIRED,
                    "The call needs a user, or a key with the scope " + Scope.USERS_ANY);
        }
        return Optional.ofNullable(actingFor);
    }

    /**
     * Lets a user through whom the request names elsewhere than in {@code Mooring-User}.
     *
     * @throws Refusal {@code user.forbidden} unless it is the user acted for, or one that the key
     *     may act for in a call over all users
     */
    public void mayActFor(String user) {
        var acted = userOrAll();
        var allowed = acted.map(user::equals).orElseGet(() -> principal.actsFor().includes(user));
        if (!allowed) {
            throw Refusal.of(ErrorCode.USER_FORBIDDEN);
        }
    }

    public boolean has(Scope scope) {
        return principal.has(scope);
    }

    /**
     * Demands a scope beyond the route's.
     *
     * @throws Refusal {@code scope.missing}
     */
    public void require(Scope scope) {
        if (!has(scope)) {
            throw Refusal.of(ErrorCode.SCOPE_MISSING, "The call needs the scope " + scope.text());
        }
    }

    /** The version that the caller expects; empty for no expectation and for {@code *}. */
    public OptionalLong expectedVersion() {
        return ifMatch.expected();
    }
}
