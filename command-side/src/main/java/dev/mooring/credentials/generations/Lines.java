package dev.mooring.credentials.generations;

import dev.mooring.credentials.vault.Secret;
import java.util.List;
import java.util.Map;

/** How values that are not texts are kept in a generation's fields. */
final class Lines {

    private Lines() {}

    static String join(List<String> items) {
        return String.join("\n", items);
    }

    static List<String> split(String lines) {
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n"));
    }

    static String required(Map<String, Secret> fields, String name) {
        var secret = fields.get(name);
        if (secret == null) {
            throw new IllegalStateException("a generation lacks its " + name);
        }
        return secret.reveal();
    }
}
