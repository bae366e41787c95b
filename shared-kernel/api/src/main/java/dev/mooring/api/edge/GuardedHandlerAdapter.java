package dev.mooring.api.edge;

import dev.mooring.api.ApiProperties;
import dev.mooring.api.access.Authentication;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.RouteRule;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.position.AtLeast;
import dev.mooring.api.position.Positions;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.request.Passthrough;
import dev.mooring.api.request.RequestContext;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * The one door to every handler method: screened, authenticated and in scope, the body read, the
 * read model waited for, then called on a virtual thread within the gate. It takes the place of
 * Spring's own adapter, so that no annotated controller can be reached in another way. See
 * RATIONALE.md for why it is neither a filter nor Spring Security.
 */
final class GuardedHandlerAdapter extends RequestMappingHandlerAdapter {

    private final Authentication authentication;
    private final Admission admission;
    private final Positions positions;
    private final ApiProperties properties;
    private final Rates rates;
    private final Screening screening = new Screening();
    private final Bodies bodies;
    private final Gate working;
    private final Gate waiting;

    GuardedHandlerAdapter(
            Authentication authentication,
            Admission admission,
            Positions positions,
            ApiProperties properties) {
        this.authentication = authentication;
        this.admission = admission;
        this.positions = positions;
        this.properties = properties;
        this.rates = new Rates(properties);
        this.bodies = new Bodies(properties.maxBody().toBytes(), properties.bodyTimeout());
        this.working = new Gate("http", properties.concurrency());
        this.waiting = new Gate("http-waiting", properties.waiting());
    }

    @Override
    public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
        return Mono.defer(() -> admitted(exchange, (HandlerMethod) handler));
    }

    private Mono<HandlerResult> admitted(ServerWebExchange exchange, HandlerMethod handler) {
        // The start-up check leaves none without a rule but those of other adapters' mappings.
        var rule = RouteRule.of(handler).orElseThrow(() -> Refusal.of(ErrorCode.ROUTE_UNKNOWN));
        exchange.getAttributes().put(Frame.RULE, rule);
        nameRoute(exchange);
        screening.screen(exchange, handler, rule);
        return switch (rule) {
            case RouteRule.Open(_) -> body(exchange, handler).flatMap(read -> call(read, handler));
            case RouteRule.Scoped scoped ->
                    working.run(() -> principal(exchange, scoped))
                            .flatMap(principal -> known(exchange, handler, principal));
        };
    }

    private static void nameRoute(ServerWebExchange exchange) {
        var context = RequestContext.of(exchange);
        PathPattern pattern =
                exchange.getRequiredAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        var route = exchange.getRequest().getMethod().name() + " " + pattern.getPatternString();
        new RequestContext(context.requestId(), context.network(), route).bind(exchange);
    }

    private Principal principal(ServerWebExchange exchange, RouteRule.Scoped rule) {
        var principal = authentication.authenticate(exchange.getRequest().getHeaders());
        rates.admit(principal);
        rule.admit(principal);
        return principal;
    }

    private Mono<HandlerResult> known(
            ServerWebExchange exchange, HandlerMethod handler, Principal principal) {
        return body(exchange, handler)
                .flatMap(read -> {
                    admission.caller(exchange, principal, read.body()).bind(exchange);
                    return reflected(exchange, handler).then(call(read, handler));
                });
    }

    private Mono<Bodies.Read> body(ServerWebExchange exchange, HandlerMethod handler) {
        return handler.hasMethodAnnotation(Passthrough.class)
                ? Mono.just(Bodies.Read.nothingOf(exchange))
                : bodies.read(exchange);
    }

    /**
     * Waits outside the gate of those who work: a read model that lags makes its readers wait, and
     * must not keep writers out. The position is taken before the query, so that the answer
     * reflects at least that much.
     */
    private Mono<Void> reflected(ServerWebExchange exchange, HandlerMethod handler) {
        var reflects = handler.getMethodAnnotation(Reflects.class);
        if (reflects == null) {
            return Mono.empty();
        }
        var asked = AtLeast.parse(exchange.getRequest().getHeaders().getOrEmpty(AtLeast.HEADER));
        return waiting.run(() ->
                        asked.asksForSomething()
                                ? asked.await(
                                        positions, reflects.value(), properties.readModelWait())
                                : positions.reached(reflects.value()))
                .doOnNext(reached ->
                        exchange.getResponse()
                                .getHeaders()
                                .set(Answers.POSITION, Long.toString(reached)))
                .then();
    }

    private Mono<HandlerResult> call(Bodies.Read read, HandlerMethod handler) {
        return working.run(() -> invoke(read.exchange(), handler));
    }

    /** With the body at hand nothing is left to wait for but the method itself, on this thread. */
    private @Nullable HandlerResult invoke(ServerWebExchange exchange, HandlerMethod handler) {
        return super.handle(exchange, handler).block();
    }
}
