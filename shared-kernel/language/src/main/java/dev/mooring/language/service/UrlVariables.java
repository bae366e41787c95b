package dev.mooring.language.service;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Parameters of a connection that stand in a service's URL as {@code {name}}, each for one DNS
 * label or one path segment and nothing else, so that a value never chooses the scheme, the port,
 * the registrable end of the host, or where one part of the URL ends and the next begins. Pure.
 */
public final class UrlVariables {

    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");

    /** RFC 1123 §2.1, in lower case, since hosts are compared without case and parameters with. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** RFC 3986 §2.3: what means the same encoded and as it is, and not a dot segment. */
    private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,100}");

    private UrlVariables() {}

    /** Which part of a URL a variable stands for. */
    public enum Place {
        /** One whole label of the host, with a fixed suffix behind it. */
        LABEL,
        /** One whole segment of the path. */
        SEGMENT,
        /** More or less than that; no service has it. */
        ELSEWHERE;

        /** Whether a value is what stands in such a place. */
        public boolean takes(String value) {
            return switch (this) {
                case LABEL -> UrlVariables.LABEL.matcher(value).matches();
                case SEGMENT -> UrlVariables.SEGMENT.matcher(value).matches();
                case ELSEWHERE -> false;
            };
        }
    }

    /**
     * A variable where it stands.
     *
     * @param suffix for a label, the host's fixed end behind it and behind every other variable;
     *     else empty
     */
    public record Variable(String name, Place place, String suffix) {}

    /** The variables of a URL, in their order; one that stands there twice is there twice. */
    public static List<Variable> in(String url) {
        var variables = new ArrayList<Variable>();
        int hostFrom = url.indexOf("://") + 3;
        int hostTo = end(url, hostFrom, "/?#");
        int pathTo = end(url, hostTo, "?#");
        var matcher = VARIABLE.matcher(url);
        while (matcher.find()) {
            char before = matcher.start() == 0 ? ' ' : url.charAt(matcher.start() - 1);
            char after = matcher.end() == url.length() ? ' ' : url.charAt(matcher.end());
            boolean isLabel =
                    matcher.start() >= hostFrom
                            && matcher.end() < hostTo
                            && (before == '.' || matcher.start() == hostFrom)
                            && after == '.';
            boolean isSegment =
                    matcher.start() > hostTo
                            && matcher.end() <= pathTo
                            && before == '/'
                            && (after == '/' || matcher.end() == pathTo);
            variables.add(
                    new Variable(
                            matcher.group(1),
                            hostFrom < 3 || !(isLabel || isSegment)
                                    ? Place.ELSEWHERE
                                    : isLabel ? Place.LABEL : Place.SEGMENT,
                            isLabel ? suffix(url.substring(hostFrom, hostTo)) : ""));
        }
        return variables;
    }

    /**
     * The URL of a connection.
     *
     * @param parameters as {@link ServiceDefinition#chooseParameters} gives them
     * @throws Refusal {@code parameter.invalid} where one is missing or does not fit in its place
     */
    public static String fill(String url, Map<String, String> parameters) {
        check(url, parameters);
        return VARIABLE.matcher(url)
                .replaceAll(found -> parameters.getOrDefault(found.group(1), ""));
    }

    /** A stand-in for the URLs of all connections: with a value that fits everywhere. */
    public static String sample(String url) {
        return VARIABLE.matcher(url).replaceAll("v");
    }

    /** Refuses parameters that do not fit where a URL has them. */
    static void check(String url, Map<String, String> parameters) {
        in(url).forEach(variable -> check(variable, parameters));
    }

    private static void check(Variable variable, Map<String, String> parameters) {
        var value = parameters.get(variable.name());
        if (value == null || !variable.place().takes(value)) {
            throw Refusal.of(
                    ErrorCode.PARAMETER_INVALID,
                    "the parameter %s has to be %s"
                            .formatted(
                                    variable.name(),
                                    variable.place() == Place.LABEL
                                            ? "one label of a host name, in lower case"
                                            : "one segment of a path"));
        }
    }

    private static String suffix(String authority) {
        var host = authority.replaceFirst(":[0-9]*$", "");
        return host.substring(host.lastIndexOf('}') + 1).replaceFirst("^\\.", "");
    }

    private static int end(String url, int from, String delimiters) {
        for (int i = Math.max(from, 0); i < url.length(); i++) {
            if (delimiters.indexOf(url.charAt(i)) >= 0) {
                return i;
            }
        }
        return url.length();
    }
}
