package dev.mooring.api.edge;

import dev.mooring.api.access.Principal;
import dev.mooring.api.access.RouteRule;
import dev.mooring.api.problem.Problems;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.RequestContext;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * What surrounds every request: its id, the headers that every answer has, the host that it may be
 * addressed to, a problem for whatever goes wrong inside, and one line in the access log, which
 * names the route and never a value in it.
 */
final class Frame implements WebFilter, Ordered {

    /** Set by whoever finds the route, so that a problem is written in its manner. */
    static final String RULE = RouteRule.class.getName();

    private static final Logger ACCESS = LoggerFactory.getLogger("mooring.access");
    private static final int CLIENT_GONE = 499;

    private final Hosts hosts;
    private final Networks networks;
    private final Problems problems;

    Frame(Hosts hosts, Networks networks, Problems problems) {
        this.hosts = hosts;
        this.networks = networks;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var began = System.nanoTime();
        var request = exchange.getRequest();
        var id = RequestIds.takenOrMade(request.getHeaders());
        new RequestContext(id, networks.of(request), request.getMethod().name() + " -")
                .bind(exchange);
        dress(exchange.getResponse().getHeaders(), id);
        return Mono.defer(
                        () -> {
                            if (!hosts.contain(request.getHeaders().getFirst(HttpHeaders.HOST))) {
                                return Mono.error(Refusal.of(ErrorCode.HOST_NOT_ALLOWED));
                            }
                            return chain.filter(exchange);
                        })
                .onErrorResume(thrown -> problem(exchange, thrown))
                .doFinally(signal -> log(exchange, began, signal));
    }

    private static void dress(HttpHeaders headers, String requestId) {
        headers.set(RequestIds.HEADER, requestId);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.setCacheControl("no-store");
    }

    private Mono<Void> problem(ServerWebExchange exchange, Throwable thrown) {
        var context = RequestContext.of(exchange);
        var page = exchange.getAttribute(RULE) instanceof RouteRule.Open open && open.page();
        return problems.write(exchange, thrown, context.requestId(), context.route(), page);
    }

    private static void log(ServerWebExchange exchange, long began, SignalType signal) {
        var context = RequestContext.of(exchange);
        var status = exchange.getResponse().getStatusCode();
        var code =
                status == null ? (signal == SignalType.CANCEL ? CLIENT_GONE : 200) : status.value();
        ACCESS.atLevel(isRoutine(exchange, code) ? Level.DEBUG : Level.INFO)
                .log(
                        "{} {} {}ms {} {}",
                        context.route(),
                        code,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                        context.requestId(),
                        Caller.find(exchange).map(caller -> shown(caller.principal())).orElse("-"));
    }

    /** A probe or a scrape that went well, several times a minute for as long as it lives. */
    private static boolean isRoutine(ServerWebExchange exchange, int code) {
        return code < 400
                && switch (exchange.<RouteRule>getAttribute(RULE)) {
                    case null -> true;
                    case RouteRule.Open(var page) -> !page;
                    case RouteRule.Scoped _ -> false;
                };
    }

    /** The issuer's id of a user is personal, and no log is to hold it. */
    private static String shown(Principal principal) {
        return switch (principal.kind()) {
            case KEY, BOOTSTRAP -> principal.id();
            case USER -> "user";
        };
    }
}
