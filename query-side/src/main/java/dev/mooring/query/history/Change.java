package dev.mooring.query.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What an event made of one field.
 *
 * @param field such as {@code name} or {@code parameters.region}
 * @param from absent where there was nothing
 * @param to absent where there is nothing any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(String field, @Nullable Object from, @Nullable Object to) {

    /** The values may be personal. */
    @Override
    public String toString() {
        return "Change[" + field + "]";
    }
}
