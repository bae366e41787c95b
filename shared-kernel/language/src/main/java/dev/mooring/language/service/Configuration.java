package dev.mooring.language.service;

import dev.mooring.language.RegistrationId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that has to be the same for an authorization to be reusable. A service's name, logo and
 * version number are no part of it, nor is a secret: rotating one keeps the fingerprint, another
 * client id or endpoint changes it.
 *
 * @param clientId the workspace's client at the service; null for key types
 * @param scopes as {@link ServiceDefinition#chooseScopes} gives them
 * @param parameters as {@link ServiceDefinition#chooseParameters} gives them
 */
public record Configuration(
        WorkspaceId workspace,
        UserId user,
        RegistrationId registration,
        @Nullable String clientId,
        Auth auth,
        List<String> baseUrls,
        List<String> scopes,
        Map<String, String> parameters) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public Configuration {
        baseUrls = List.copyOf(baseUrls);
        scopes = List.copyOf(scopes);
        parameters = Map.copyOf(parameters);
    }

    /**
     * The configuration as canonical JSON (RFC 8785), of which the fingerprint is the HMAC under a
     * subkey of the user's key.
     */
    public String canonical() {
        var members = new TreeMap<String, Object>();
        members.put("v", 1);
        members.put("workspace", workspace.value());
        members.put("user", user.value());
        members.put("registration", registration.value());
        members.put("auth", authMembers());
        members.put("scopes", scopes);
        members.put("parameters", parameters);
        try {
            return new JsonCanonicalizer(JSON.writeValueAsString(members)).getEncodedString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> authMembers() {
        var members = new TreeMap<String, Object>();
        members.put("type", auth.type());
        members.put("baseUrls", baseUrls);
        switch (auth) {
            case Auth.OAuth2AuthorizationCode code -> {
                members.put("authorizeUrl", code.authorizeUrl());
                members.put("tokenUrl", code.tokenUrl());
                putIfPresent(members, "issuer", code.issuer());
                putIfPresent(members, "refreshUrl", code.refreshUrl());
                putIfPresent(members, "revokeUrl", code.revokeUrl());
                putIfPresent(members, "userinfoUrl", code.userinfoUrl());
                putIfPresent(members, "jwksUrl", code.jwksUrl());
                putIfPresent(members, "clientId", clientId);
            }
            case Auth.ApiKeys keys ->
                    members.put(
                            "keys", keys.keys().stream().map(Configuration::placement).toList());
            case Auth.Basic basic -> {}
            case Auth.Bearer bearer -> {}
        }
        return members;
    }

    private static Map<String, String> placement(Auth.KeyPlacement key) {
        var members = new TreeMap<String, String>();
        members.put("name", key.name());
        members.put("in", key.in().name());
        if (key.prefix() != null) {
            members.put("prefix", key.prefix());
        }
        return members;
    }

    private static void putIfPresent(
            Map<String, Object> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
