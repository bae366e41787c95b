package dev.mooring.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to a third party.
 *
 * @param headers one value per field; what frames the message (Host, Content-Length, …) is not for
 *     the caller to set
 * @param body with its media type, or null for none
 */
public record OutboundRequest(
        Method method, URI uri, Map<String, String> headers, @Nullable Body body) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
    private static final Set<String> FRAMING =
            Set.of(
                    "host",
                    "content-length",
                    "content-type",
                    "transfer-encoding",
                    "connection",
                    "upgrade",
                    "expect",
                    "te",
                    "trailer",
                    "proxy-authorization",
                    "proxy-connection");

    /** The methods that we send. */
    public enum Method {
        GET,
        POST
    }

    /** A body's text, sent as UTF-8, and its media type. */
    public record Body(String mediaType, String text) {

        public Body {
            if (!FIELD_VALUE.matcher(mediaType).matches()) {
                throw new IllegalArgumentException("not a media type");
            }
        }

        /** The media type and the length; the text may hold secrets. */
        @Override
        public String toString() {
            return "Body[%s, %d characters]".formatted(mediaType, text.length());
        }
    }

    /**
     * @throws IllegalArgumentException for a header that is no RFC 9110 field or that frames the
     *     message
     */
    public OutboundRequest {
        headers = Map.copyOf(headers);
        headers.forEach(OutboundRequest::requireSafe);
    }

    public static OutboundRequest get(URI uri, Map<String, String> headers) {
        return new OutboundRequest(Method.GET, uri, headers, null);
    }

    public static OutboundRequest post(URI uri, Map<String, String> headers, Body body) {
        return new OutboundRequest(Method.POST, uri, headers, body);
    }

    /** Method, host and header names; path, query, values and body may hold secrets. */
    @Override
    public String toString() {
        return "OutboundRequest[%s %s, headers=%s, body=%s]"
                .formatted(method, uri.getHost(), headers.keySet(), body);
    }

    private static void requireSafe(String name, String value) {
        if (!TOKEN.matcher(name).matches() || FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a header to be set by a caller");
        }
        if (!FIELD_VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "header " + name + " has a value that cannot be sent");
        }
    }
}
