package dev.mooring.outbound;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Header fields by lower-case name, values in the order received. Immutable. */
public record Headers(Map<String, List<String>> fields) {

    public static final Headers NONE = new Headers(Map.of());

    public Headers {
        var copy = new LinkedHashMap<String, List<String>>();
        fields.forEach((name, values) ->
                copy.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                        .addAll(values));
        copy.replaceAll((name, values) -> List.copyOf(values));
        fields = Map.copyOf(copy);
    }

    /** The first value of a field, its name in any case. */
    public Optional<String> first(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    /** The names alone: values may be secrets. */
    @Override
    public String toString() {
        return "Headers" + fields.keySet();
    }
}
