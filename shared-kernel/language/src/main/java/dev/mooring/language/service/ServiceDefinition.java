package dev.mooring.language.service;

import com.google.re2j.Pattern;
import dev.mooring.language.CommandId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One version of a service, as catalog entries and custom services alike define it.
 *
 * @param linkName what link names of its connections are made from
 * @param baseUrls where its API is; credentials are for these origins only
 */
public record ServiceDefinition(
        String name,
        String linkName,
        String description,
        String category,
        Auth auth,
        List<ScopeDefinition> scopes,
        List<String> baseUrls,
        List<ParameterDefinition> parameters) {

    public ServiceDefinition {
        scopes = List.copyOf(scopes);
        baseUrls = List.copyOf(baseUrls);
        parameters = List.copyOf(parameters);
    }

    /** The same but for how it is authorized. */
    public ServiceDefinition with(Auth other) {
        return new ServiceDefinition(
                name, linkName, description, category, other, scopes, baseUrls, parameters);
    }

    /** Whether it cannot be connected to before its endpoints are discovered. */
    public boolean awaitsDiscovery() {
        return auth instanceof Auth.OAuth2AuthorizationCode code && code.awaitsDiscovery();
    }

    /**
     * The scopes that a choice amounts to: implied ones included, each once, in code-point order.
     *
     * @throws Refusal {@code scope.unknown}
     */
    public List<String> chooseScopes(Collection<String> chosen) {
        var byName =
                scopes.stream().collect(Collectors.toMap(ScopeDefinition::name, scope -> scope));
        var all = new TreeSet<>(ServiceDefinition::compareCodePoints);
        var open = new ArrayDeque<>(chosen);
        while (!open.isEmpty()) {
            var name = open.pop();
            var scope = byName.get(name);
            if (scope == null) {
                throw Refusal.of(
                        ErrorCode.SCOPE_UNKNOWN,
                        "the service " + this.name + " has no scope " + quoted(name));
            }
            if (all.add(name)) {
                open.addAll(scope.implies());
            }
        }
        return List.copyOf(all);
    }

    /**
     * The parameters that a choice amounts to: declared ones only, normalised, defaults filled,
     * each of the form that its pattern and its place in a URL ask for.
     *
     * @throws Refusal {@code parameter.invalid}
     */
    public Map<String, String> chooseParameters(Map<String, String> chosen) {
        var undeclared = new ArrayList<>(chosen.keySet());
        parameters.forEach(parameter -> undeclared.remove(parameter.name()));
        if (!undeclared.isEmpty()) {
            throw Refusal.of(
                    ErrorCode.PARAMETER_INVALID,
                    "the service " + name + " has no parameter " + quoted(undeclared.getFirst()));
        }
        var all = new TreeMap<String, String>();
        for (var parameter : parameters) {
            var value = chosen.getOrDefault(parameter.name(), parameter.defaultValue());
            if (value != null) {
                all.put(parameter.name(), checked(parameter, value));
            } else if (parameter.required()) {
                throw Refusal.of(
                        ErrorCode.PARAMETER_INVALID,
                        "the parameter " + parameter.name() + " is missing");
            }
        }
        urls().forEach(url -> UrlVariables.check(url, all));
        return all;
    }

    /**
     * Of what a choice amounts to, the parameters that stand in URLs.
     *
     * @throws Refusal {@code parameter.invalid}
     */
    public Map<String, String> urlParameters(Map<String, String> chosen) {
        var names =
                urls().flatMap(url -> UrlVariables.in(url).stream())
                        .map(UrlVariables.Variable::name)
                        .collect(Collectors.toSet());
        if (names.isEmpty()) {
            return Map.of();
        }
        var all = new TreeMap<>(chooseParameters(chosen));
        all.keySet().retainAll(names);
        return all;
    }

    /**
     * Tells apart where a client's secret, and what it obtains, may be sent: SHA-256 in hexadecimal
     * over the token, refresh, revocation, userinfo and JWKS URLs and the base URLs; where they are
     * yet to be discovered, over the issuer that is asked for them.
     */
    public String destinations() {
        var places = new ArrayList<String>();
        if (auth instanceof Auth.OAuth2AuthorizationCode code) {
            Stream.of(
                            code.tokenUrl(),
                            code.refreshUrl(),
                            code.revokeUrl(),
                            code.userinfoUrl(),
                            code.jwksUrl())
                    .map(url -> url == null ? "" : url)
                    .forEach(places::add);
            if (code.awaitsDiscovery() && code.issuer() != null) {
                places.add(code.issuer());
            }
        }
        baseUrls.stream().sorted().forEach(places::add);
        places.addFirst(auth.type());
        return CommandId.of(places.toArray(String[]::new)).value();
    }

    static int compareCodePoints(String left, String right) {
        var a = left.codePoints().iterator();
        var b = right.codePoints().iterator();
        while (a.hasNext() && b.hasNext()) {
            var order = Integer.compare(a.nextInt(), b.nextInt());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }

    private Stream<String> urls() {
        return Stream.concat(
                auth instanceof Auth.OAuth2AuthorizationCode code ? code.urls() : Stream.empty(),
                baseUrls.stream());
    }

    private static String checked(ParameterDefinition parameter, String value) {
        var normal = parameter.lowercase() ? value.toLowerCase(Locale.ROOT) : value;
        if (normal.length() > 255 || !Pattern.matches(parameter.pattern(), normal)) {
            throw Refusal.of(
                    ErrorCode.PARAMETER_INVALID,
                    "the parameter " + parameter.name() + " does not match " + parameter.pattern());
        }
        return normal;
    }

    private static String quoted(String text) {
        var shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return "'" + shown.replaceAll("\\p{Cntrl}", " ") + "'";
    }
}
