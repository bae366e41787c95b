package dev.mooring.oauth2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an authorization server says about itself (RFC 8414 §2, OpenID Connect Discovery §3), as far
 * as we go by it. Nothing of it is checked but that it is another's word for its own issuer.
 *
 * @param challengeMethods of PKCE that it takes; null where it does not say
 * @param issuerInResponse whether it promises {@code iss} in its answers (RFC 9207 §3)
 */
public record ServerMetadata(
        String issuer,
        @Nullable String authorizationEndpoint,
        @Nullable String tokenEndpoint,
        @Nullable String revocationEndpoint,
        @Nullable String userinfoEndpoint,
        @Nullable String jwksUri,
        @Nullable List<String> responseTypes,
        @Nullable List<String> challengeMethods,
        boolean issuerInResponse) {

    public ServerMetadata {
        responseTypes = responseTypes == null ? null : List.copyOf(responseTypes);
        challengeMethods = challengeMethods == null ? null : List.copyOf(challengeMethods);
    }

    /** Reads a document; empty where it names no issuer, or has a member of another type. */
    static Optional<ServerMetadata> of(ObjectNode json) {
        try {
            var issuer = text(json, "issuer");
            return issuer == null
                    ? Optional.empty()
                    : Optional.of(
                            new ServerMetadata(
                                    issuer,
                                    text(json, "authorization_endpoint"),
                                    text(json, "token_endpoint"),
                                    text(json, "revocation_endpoint"),
                                    text(json, "userinfo_endpoint"),
                                    text(json, "jwks_uri"),
                                    texts(json, "response_types_supported"),
                                    texts(json, "code_challenge_methods_supported"),
                                    json.path("authorization_response_iss_parameter_supported")
                                            .asBoolean(false)));
        } catch (NotOfThatTypeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(ObjectNode json, String name)
            throws NotOfThatTypeException {
        var node = json.get(name);
        return node == null || node.isNull() ? null : text(node);
    }

    private static @Nullable List<String> texts(ObjectNode json, String name)
            throws NotOfThatTypeException {
        var node = json.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            throw new NotOfThatTypeException();
        }
        var texts = new ArrayList<String>();
        for (var item : node) {
            texts.add(text(item));
        }
        return texts;
    }

    private static String text(JsonNode node) throws NotOfThatTypeException {
        if (!node.isString()) {
            throw new NotOfThatTypeException();
        }
        return node.stringValue();
    }

    private static final class NotOfThatTypeException extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
