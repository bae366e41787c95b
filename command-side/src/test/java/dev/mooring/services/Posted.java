package dev.mooring.services;

import dev.mooring.services.posted.PostedService;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Posted services that are right, and what is changed about them. */
public final class Posted {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode json;

    private Posted(String json) {
        this.json = (ObjectNode) JSON.readTree(json);
    }

    /** An OAuth2 service with a confidential client. */
    public static Posted oauth2() {
        return new Posted(
                """
                {"name": "Acme", "linkName": "acme", "description": "All of Acme", "category": "crm",
                 "auth": {"type": "oauth2_authorization_code",
                          "authorizeUrl": "https://login.acme.example/authorize",
                          "tokenUrl": "https://login.acme.example/token",
                          "clientId": "our-client", "clientSecret": "marked-secret"},
                 "scopes": [{"name": "contacts.read", "description": "Read contacts", "access": ["read"]},
                            {"name": "contacts.write", "access": ["create", "update"],
                             "implies": ["contacts.read"]}],
                 "api": {"baseUrls": ["https://api.acme.example/v1"]},
                 "parameters": [{"name": "region", "label": "Region", "pattern": "eu|us", "required": true}]}
                """);
    }

    /** A service that takes one key in a header. */
    public static Posted apiKey() {
        return new Posted(
                """
                {"name": "Keys", "linkName": "keys",
                 "auth": {"type": "api_key",
                          "keys": [{"name": "X-Api-Key", "label": "API key", "in": "header", "prefix": "Token "}]},
                 "api": {"baseUrls": ["https://api.keys.example"]}}
                """);
    }

    /** Sets the member at a JSON pointer, whose parent is there, to a value given as JSON. */
    public Posted with(String pointer, String value) {
        var at = JsonPointer.compile(pointer);
        var parent = json.at(at.head());
        var member = at.last().getMatchingProperty();
        var node = JSON.readTree(value);
        switch (parent) {
            case ObjectNode object -> object.set(member, node);
            case JsonNode other -> throw new IllegalArgumentException(other + " has no members");
        }
        return this;
    }

    /** Takes the member at a JSON pointer away. */
    public Posted without(String pointer) {
        var at = JsonPointer.compile(pointer);
        ((ObjectNode) json.at(at.head())).remove(at.last().getMatchingProperty());
        return this;
    }

    public PostedService read() {
        return JSON.treeToValue(json, PostedService.class);
    }

    public String json() {
        return json.toString();
    }

    public Map<?, ?> map() {
        return JSON.treeToValue(json, Map.class);
    }
}
