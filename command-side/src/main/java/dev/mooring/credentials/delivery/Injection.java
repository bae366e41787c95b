package dev.mooring.credentials.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.credentials.generations.HeldTokens;
import dev.mooring.credentials.given.GivenCredential;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.language.service.Auth;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a credential amounts to in a request to its service. Pure.
 *
 * @param headers by name
 * @param query parameters to be added to the URL
 * @param form fields to be added to a form
 */
public record Injection(
        Map<String, String> headers, Map<String, String> query, Map<String, String> form) {

    private static final String AUTHORIZATION = "Authorization";

    /**
     * What the fields of a generation amount to at a service that is authorized in that way.
     *
     * @throws IllegalStateException where they are another type's
     */
    static Injection of(Auth auth, Map<String, Secret> fields) {
        return switch (auth) {
            case Auth.OAuth2AuthorizationCode _ ->
                    authorization("Bearer " + HeldTokens.from(fields).accessToken().reveal());
            case Auth.ApiKeys keys -> keys(keys, fields);
            case Auth.Basic _ -> authorization("Basic " + userPass(fields));
            case Auth.Bearer _ ->
                    authorization("Bearer " + revealed(fields, GivenCredential.TOKEN));
        };
    }

    /** The names alone. */
    @Override
    public String toString() {
        return "Injection[headers=%s, query=%s, form=%s]"
                .formatted(headers.keySet(), query.keySet(), form.keySet());
    }

    private static Injection authorization(String value) {
        return new Injection(Map.of(AUTHORIZATION, value), Map.of(), Map.of());
    }

    private static Injection keys(Auth.ApiKeys auth, Map<String, Secret> fields) {
        var headers = new LinkedHashMap<String, String>();
        var query = new LinkedHashMap<String, String>();
        var form = new LinkedHashMap<String, String>();
        for (var placement : auth.keys()) {
            var place =
                    switch (placement.in()) {
                        case HEADER -> headers;
                        case QUERY -> query;
                        case FORM -> form;
                    };
            var prefix = placement.prefix() == null ? "" : placement.prefix();
            place.put(placement.name(), prefix + revealed(fields, GivenCredential.key(placement)));
        }
        return new Injection(headers, query, form);
    }

    /** RFC 7617 §2. */
    private static String userPass(Map<String, Secret> fields) {
        var text =
                revealed(fields, GivenCredential.USERNAME)
                        + ":"
                        + revealed(fields, GivenCredential.PASSWORD);
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String revealed(Map<String, Secret> fields, String name) {
        var secret = fields.get(name);
        if (secret == null) {
            throw new IllegalStateException("the credential lacks its " + name);
        }
        return secret.reveal();
    }
}
