package dev.mooring.api.edge;

import dev.mooring.api.ApiSecret;
import dev.mooring.api.access.Principal;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.IdempotencyKey;
import dev.mooring.api.request.IfMatch;
import dev.mooring.api.request.RequestContext;
import dev.mooring.api.request.UserHeader;
import dev.mooring.language.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** Makes the caller out of a principal and what the request's headers ask for. */
final class Admission {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final ApiSecret secret;

    Admission(ApiSecret secret) {
        this.secret = secret;
    }

    /**
     * The caller of this exchange.
     *
     * @throws Refusal {@code request.invalid}, {@code user.forbidden}
     */
    Caller caller(ServerWebExchange exchange, Principal principal, byte[] body) {
        var request = exchange.getRequest();
        var headers = request.getHeaders();
        var actingFor = UserHeader.actingFor(principal, headers.getOrEmpty(UserHeader.NAME));
        return new Caller(
                RequestContext.of(exchange),
                principal,
                actingFor,
                idempotencyKey(request, actingFor, body),
                IfMatch.parse(headers.getOrEmpty(HttpHeaders.IF_MATCH)));
    }

    private @Nullable IdempotencyKey idempotencyKey(
            ServerHttpRequest request, @Nullable String actingFor, byte[] body) {
        var given = request.getHeaders().getOrEmpty(IDEMPOTENCY_KEY);
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1 || !KEY.matcher(given.getFirst()).matches()) {
            throw Refusal.invalid(
                    IDEMPOTENCY_KEY,
                    "idempotency_key.invalid",
                    "An Idempotency-Key has 1 to 255 visible ASCII characters");
        }
        var uri = request.getURI();
        var fingerprint =
                secret.signing("request")
                        .add(request.getMethod().name())
                        .add(uri.getRawPath())
                        .add(uri.getRawQuery() == null ? "" : uri.getRawQuery())
                        .add(actingFor == null ? "" : actingFor)
                        .add(request.getHeaders().getOrEmpty(HttpHeaders.IF_MATCH))
                        .add(body)
                        .text();
        return new IdempotencyKey(given.getFirst(), fingerprint);
    }
}
