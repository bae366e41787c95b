package dev.mooring.api.request;

import org.springframework.web.server.ServerWebExchange;

/**
 * What is known of any request, with or without credentials.
 *
 * @param requestId the caller's {@code X-Request-Id} where it has the right form, else ours
 * @param network the network that the request came from, cut to /24 or /48: no single person's
 *     address, so it may be stored
 * @param route method and path template, such as {@code GET /v1/connections/{connection}}; never
 *     the values in it
 */
public record RequestContext(String requestId, String network, String route) {

    private static final String ATTRIBUTE = RequestContext.class.getName();

    /** The context of an exchange that has reached its route. */
    public static RequestContext of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** Binds this context to the exchange. */
    public void bind(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
