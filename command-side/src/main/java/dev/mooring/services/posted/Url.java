package dev.mooring.services.posted;

import dev.mooring.api.request.Fields;
import dev.mooring.language.service.ParameterDefinition;
import dev.mooring.language.service.UrlVariables;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rules for URLs that secrets are sent to, or keys taken from: absolute, of one strict form (RFC
 * 3986), https, so that no two parsers see different hosts in them. Whether the host may be reached
 * is decided on its resolved address when it is connected to.
 */
public final class Url {

    private static final int LONGEST = 2000;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
    private static final Pattern HIDDEN_SEGMENTS =
            Pattern.compile("//|/\\.{1,2}(/|$)|%2f|%5c|%2e", Pattern.CASE_INSENSITIVE);

    private final boolean loopbackHttp;
    private final Fields fields;
    private final Map<String, ParameterDefinition> parameters;

    /**
     * Rules for URLs in which no parameter stands.
     *
     * @param loopbackHttp whether plain http to this machine is taken, as in development
     */
    public Url(boolean loopbackHttp, Fields fields) {
        this(loopbackHttp, fields, List.of());
    }

    /**
     * @param loopbackHttp whether plain http to this machine is taken, as in development
     * @param parameters that may stand in a URL
     */
    Url(boolean loopbackHttp, Fields fields, Collection<ParameterDefinition> parameters) {
        this.loopbackHttp = loopbackHttp;
        this.fields = fields;
        this.parameters =
                parameters.stream()
                        .collect(
                                Collectors.toMap(
                                        ParameterDefinition::name,
                                        parameter -> parameter,
                                        (first, second) -> first));
    }

    /**
     * An endpoint of the authorization server: no fragment (RFC 6749 §3.1, §3.2), and in its query
     * nothing that the protocol sets.
     */
    public String endpoint(String pointer, @Nullable String value) {
        parse(pointer, fields.text(pointer, value, 1, LONGEST))
                .map(URI::getRawQuery)
                .ifPresent(query -> checkQuery(pointer, query));
        return value == null ? "" : value;
    }

    @Nullable String optionalEndpoint(String pointer, @Nullable String value) {
        return value == null ? null : endpoint(pointer, value);
    }

    /** An issuer identifier: no query (RFC 8414 §2). */
    public String issuer(String pointer, @Nullable String value) {
        return withoutQuery(pointer, value);
    }

    /** The same, which may be left out. */
    @Nullable String optionalIssuer(String pointer, @Nullable String value) {
        return value == null ? null : withoutQuery(pointer, value);
    }

    /** A base URL: an origin and a path that another path is appended to. */
    String base(String pointer, @Nullable String value) {
        return withoutQuery(pointer, value);
    }

    private String withoutQuery(String pointer, @Nullable String value) {
        parse(pointer, fields.text(pointer, value, 1, LONGEST))
                .filter(url -> url.getRawQuery() != null)
                .ifPresent(url -> fields.wrong(pointer, "url.query", "No query is taken here"));
        return value == null ? "" : value;
    }

    private Optional<URI> parse(String pointer, String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            return Optional.empty();
        }
        if (!PRINTABLE.matcher(value).matches()) {
            return wrong(pointer, "url.invalid", "A URL is printable ASCII; encode the rest");
        }
        for (var variable : UrlVariables.in(value)) {
            if (!isSound(pointer, variable)) {
                return Optional.empty();
            }
        }
        URI url;
        try {
            url = new URI(UrlVariables.sample(value)).parseServerAuthority();
        } catch (URISyntaxException e) {
            return wrong(pointer, "url.invalid", "This is no absolute URL");
        }
        var host = url.getHost();
        if (host == null || !url.isAbsolute()) {
            return wrong(pointer, "url.invalid", "This is no absolute URL with a host");
        }
        if (url.getRawUserInfo() != null) {
            return wrong(pointer, "url.user_info", "No user or password is taken in a URL");
        }
        if (url.getRawFragment() != null) {
            return wrong(pointer, "url.fragment", "No fragment is taken in a URL");
        }
        if (url.getPort() == 0 || url.getPort() > 65535 || url.getRawAuthority().endsWith(":")) {
            return wrong(pointer, "url.port", "The port is none");
        }
        if (HIDDEN_SEGMENTS.matcher(url.getRawPath()).find()) {
            return wrong(
                    pointer,
                    "url.path",
                    "A path has no empty, dot or hidden segments (//, .., %2f, %2e, %5c)");
        }
        if (!isEncrypted(url, host)) {
            return wrong(pointer, "url.not_https", "Only https is taken");
        }
        return Optional.of(url);
    }

    /** Security 12: a value fills what is meant for it, and leads to nobody else's host. */
    private boolean isSound(String pointer, UrlVariables.Variable variable) {
        var parameter = parameters.get(variable.name());
        if (parameter == null) {
            wrong(
                    pointer,
                    "url.variable_undeclared",
                    "What stands in braces is a parameter of the service");
            return false;
        }
        if (variable.place() == UrlVariables.Place.ELSEWHERE) {
            wrong(
                    pointer,
                    "url.variable_place",
                    "A parameter stands for one whole label of the host or segment of the path");
            return false;
        }
        if (variable.place() == UrlVariables.Place.LABEL
                && !Domains.isRegistered(variable.suffix())) {
            wrong(
                    pointer,
                    "url.variable_suffix",
                    "Behind a parameter in the host stands a domain that the service owns");
            return false;
        }
        if (!isAlwaysThere(parameter, variable.place())) {
            wrong(
                    pointer,
                    "url.variable_optional",
                    "A parameter in a URL is required, or has a default that fits there");
            return false;
        }
        return true;
    }

    private static boolean isAlwaysThere(ParameterDefinition parameter, UrlVariables.Place place) {
        var otherwise = parameter.defaultValue();
        return otherwise == null ? parameter.required() : place.takes(otherwise);
    }

    private boolean isEncrypted(URI url, String host) {
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        return scheme.equals("https")
                || (loopbackHttp
                        && scheme.equals("http")
                        && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches());
    }

    private void checkQuery(String pointer, String query) {
        for (var pair : query.split("&", -1)) {
            var name = pair.split("=", 2)[0];
            if (name.contains("%") || ProtocolParameters.contains(name)) {
                fields.wrong(
                        pointer,
                        "parameter.reserved",
                        "The protocol sets its parameters itself, and names of others are plain");
                return;
            }
        }
    }

    private Optional<URI> wrong(String pointer, String code, String detail) {
        fields.wrong(pointer, code, detail);
        return Optional.empty();
    }
}
