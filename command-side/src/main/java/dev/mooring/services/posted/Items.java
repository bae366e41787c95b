package dev.mooring.services.posted;

import dev.mooring.api.request.Fields;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The items of a posted list, as far as they are there. */
final class Items {

    private Items() {}

    /** What can be read on with; what is wrong with the list itself is noted. */
    static <T> List<T> of(Fields fields, String pointer, @Nullable List<T> posted, int max) {
        if (posted == null) {
            return List.of();
        }
        fields.list(pointer, posted, max);
        return posted.stream().filter(Objects::nonNull).limit(max).toList();
    }
}
