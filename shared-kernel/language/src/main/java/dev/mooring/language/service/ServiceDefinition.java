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
     * The parameters that a choice amounts to: declared ones only, normalised, defaults filled.
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
        return all;
    }

    /**
     * Tells apart where a client's secret, and what it obtains, may be sent: SHA-256 in hexadecimal
     * over the token, refresh, revocation, userinfo and JWKS URLs and the base URLs.
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
