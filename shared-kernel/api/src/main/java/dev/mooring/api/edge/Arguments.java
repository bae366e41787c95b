package dev.mooring.api.edge;

import dev.mooring.api.access.Principal;
import dev.mooring.api.paging.Cursors;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.RequestContext;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/** Hands handler methods what they take of the request by type. */
final class Arguments implements SyncHandlerMethodArgumentResolver {

    private final Cursors cursors;

    Arguments(Cursors cursors) {
        this.cursors = cursors;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        var type = parameter.getParameterType();
        return type == Caller.class
                || type == Principal.class
                || type == RequestContext.class
                || type == Paging.class;
    }

    @Override
    public Object resolveArgumentValue(
            MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        var type = parameter.getParameterType();
        if (type == Caller.class) {
            return Caller.of(exchange);
        }
        if (type == Principal.class) {
            return Caller.of(exchange).principal();
        }
        return type == Paging.class ? Paging.of(exchange, cursors) : RequestContext.of(exchange);
    }
}
