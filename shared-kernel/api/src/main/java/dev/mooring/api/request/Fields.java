package dev.mooring.api.request;

import dev.mooring.language.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects everything that is wrong with a body, so that a caller mends it in one go. Each method
 * returns a usable value even where it noted an error; {@link #check()} throws before any of them
 * is used. Not safe for use by many threads.
 */
public final class Fields {

    private final List<Refusal.FieldError> errors = new ArrayList<>();

    /**
     * A text that has to be there.
     *
     * @param pointer JSON pointer of the field
     * @param max the longest length, in characters as a person counts them (code points)
     */
    public String text(String pointer, @Nullable String value, int min, int max) {
        if (value == null) {
            return missing(pointer, "");
        }
        var length = value.codePointCount(0, value.length());
        if (length < min) {
            wrong(pointer, "too_short", "At least %d characters are needed".formatted(min));
        }
        if (length > max) {
            wrong(pointer, "too_long", "At most %d characters are taken".formatted(max));
        }
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            wrong(pointer, "control_character", "Control characters are not taken");
        }
        return value;
    }

    /** A text that may be left out, else as {@link #text}. */
    public @Nullable String optionalText(String pointer, @Nullable String value, int min, int max) {
        return value == null ? null : text(pointer, value, min, max);
    }

    /** A list; left out it is empty. */
    public <T> List<T> list(String pointer, @Nullable List<T> value, int max) {
        if (value == null) {
            return List.of();
        }
        if (value.size() > max) {
            wrong(pointer, "too_many", "At most %d items are taken".formatted(max));
        }
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i) == null) {
                wrong(pointer + "/" + i, "required", "An item cannot be null");
            }
        }
        return errors.isEmpty() ? List.copyOf(value) : List.of();
    }

    /**
     * Any value that has to be there; {@code otherwise} only fills the gap until {@link #check}.
     */
    public <T> T required(String pointer, @Nullable T value, T otherwise) {
        return value == null ? missing(pointer, otherwise) : value;
    }

    /** Notes an error of the caller's own finding. */
    public void wrong(String pointer, String code, String detail) {
        errors.add(new Refusal.FieldError(pointer, code, detail));
    }

    /**
     * Ends the collecting.
     *
     * @throws Refusal {@code request.invalid} with every error noted
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    private <T> T missing(String pointer, T otherwise) {
        wrong(pointer, "required", "The field is required");
        return otherwise;
    }
}
