package dev.mooring.sandbox.visitor;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor does on the consent page.
 *
 * @param allows whether "Allow" is pressed, else "Deny"
 * @param scopes what stays checked, or everything that was asked for; the page's own hidden ones
 *     stay in any case
 * @param choices the form's other fields: {@code exchange} and {@code refresh} are {@code NONE},
 *     {@code INVALID_GRANT}, {@code UNAVAILABLE} or {@code HTML}; {@code rotate} is {@code on} or
 *     {@code off}; {@code answer} is {@code slow}
 */
public record Answer(boolean allows, @Nullable Set<String> scopes, Map<String, String> choices) {

    public Answer {
        scopes = scopes == null ? null : Set.copyOf(scopes);
        choices = Map.copyOf(choices);
    }

    /** Permits all that is asked for. */
    public static Answer allow() {
        return new Answer(true, null, Map.of());
    }

    /** Permits nothing. */
    public static Answer deny() {
        return new Answer(false, null, Map.of());
    }

    /** The same, with only these scopes left checked. */
    public Answer only(String... kept) {
        return new Answer(allows, Set.of(kept), choices);
    }

    /** The same, with one more field filled in. */
    public Answer with(String field, String value) {
        var more = new HashMap<>(choices);
        more.put(field, value);
        return new Answer(allows, scopes, more);
    }
}
