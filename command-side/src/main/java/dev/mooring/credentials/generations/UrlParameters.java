package dev.mooring.credentials.generations;

import static java.util.stream.Collectors.toMap;

import dev.mooring.credentials.vault.Secret;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters that a service's URLs are filled with for one authorization. They stand beside
 * every generation of it, so that its tokens are refreshed and revoked where they came from,
 * whatever becomes of the connections that share them.
 */
public final class UrlParameters {

    private static final String PREFIX = "parameter.";

    private UrlParameters() {}

    /** The parameters in a generation's fields. */
    public static Map<String, String> from(Map<String, Secret> fields) {
        return kept(fields).entrySet().stream()
                .collect(
                        toMap(
                                field -> field.getKey().substring(PREFIX.length()),
                                field -> field.getValue().reveal()));
    }

    /** Of a generation's fields, those that the next one keeps. */
    public static Map<String, Secret> kept(Map<String, Secret> fields) {
        var kept = new HashMap<>(fields);
        kept.keySet().removeIf(name -> !name.startsWith(PREFIX));
        return kept;
    }

    static Map<String, Secret> fields(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .collect(
                        toMap(
                                parameter -> PREFIX + parameter.getKey(),
                                parameter -> Secret.of(parameter.getValue())));
    }
}
