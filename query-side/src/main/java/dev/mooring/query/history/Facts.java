package dev.mooring.query.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a thing, field by field, in the order in which it is told. What is personal is
 * known to be, and shown as the reader's clearance has it; whether it changed is told to anybody.
 * Immutable.
 */
final class Facts {

    static final Facts NONE = new Facts(Map.of());

    private final Map<String, Fact> facts;

    private Facts(Map<String, Fact> facts) {
        this.facts = facts;
    }

    private record Fact(Object value, boolean personal) {

        Object shown(Clearance clearance) {
            return personal ? clearance.text(value.toString()) : value;
        }
    }

    /**
     * With one more field, or another value of it.
     *
     * @param value text, a number, a truth, an instant, or lists and records of these; null and
     *     what is empty are no fact
     */
    Facts with(String field, @Nullable Object value) {
        return with(field, value, false);
    }

    Facts withPersonal(String field, @Nullable String value) {
        return with(field, value, true);
    }

    Facts and(Facts more) {
        var all = new LinkedHashMap<>(facts);
        all.putAll(more.facts);
        return new Facts(all);
    }

    /** What differs from how it was before. */
    List<Change> since(Facts before, Clearance clearance) {
        var changes = new ArrayList<Change>();
        Stream.concat(facts.keySet().stream(), before.facts.keySet().stream())
                .distinct()
                .forEach(field -> {
                    var was = before.facts.get(field);
                    var is = facts.get(field);
                    if (!Objects.equals(was, is)) {
                        changes.add(new Change(field, shown(was, clearance), shown(is, clearance)));
                    }
                });
        return List.copyOf(changes);
    }

    /** A field in words; {@code nothing} where there is no such fact. */
    String words(String field, Clearance clearance) {
        var shown = shown(facts.get(field), clearance);
        return switch (shown) {
            case null -> "nothing";
            case List<?> list ->
                    list.stream().map(String::valueOf).collect(Collectors.joining(", "));
            default -> shown.toString();
        };
    }

    private Facts with(String field, @Nullable Object value, boolean personal) {
        var all = new LinkedHashMap<>(facts);
        if (value == null || (value instanceof List<?> list && list.isEmpty())) {
            all.remove(field);
        } else {
            all.put(field, new Fact(value, personal));
        }
        return new Facts(all);
    }

    private static @Nullable Object shown(@Nullable Fact fact, Clearance clearance) {
        return fact == null ? null : fact.shown(clearance);
    }

    @Override
    public String toString() {
        return "Facts" + facts.keySet();
    }
}
