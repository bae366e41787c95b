package dev.mooring.credentials.vault;

import java.util.Map;

/**
 * One generation of the secrets behind an authorization.
 *
 * @param version counts the generations, from 1 for the one that was granted; each refresh makes
 *     the next
 * @param fields by name, such as {@code access_token}; names are not secret
 */
public record Credential(long version, Map<String, Secret> fields) {

    public Credential {
        fields = Map.copyOf(fields);
    }
}
