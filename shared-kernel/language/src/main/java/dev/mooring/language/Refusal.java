package dev.mooring.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one exception of the domain: a command or query was refused and nothing was changed. Its text
 * is for the caller and holds no secret. Without a stack trace, since a refusal is an answer and
 * not a fault.
 */
public final class Refusal extends RuntimeException {

    /** The extra that says when to try again, in whole seconds from now. */
    public static final String RETRY_AFTER_SECONDS = "retryAfterSeconds";

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> extras;
    private final transient List<FieldError> errors;

    private Refusal(
            ErrorCode code, String detail, Map<String, Object> extras, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.extras = extras;
        this.errors = List.copyOf(errors);
    }

    /**
     * What is wrong with one field.
     *
     * @param pointer JSON pointer (RFC 6901) into the request's body, or the name of a parameter
     * @param code stable code, such as {@code name.too_long}
     * @param detail a sentence for the person who mends it
     */
    public record FieldError(String pointer, String code, String detail) {}

    public static Refusal of(ErrorCode code) {
        return new Refusal(code, code.title(), Map.of(), List.of());
    }

    public static Refusal of(ErrorCode code, String detail) {
        return new Refusal(code, detail, Map.of(), List.of());
    }

    public static Refusal invalid(List<FieldError> errors) {
        var detail =
                errors.isEmpty() ? ErrorCode.REQUEST_INVALID.title() : errors.getFirst().detail();
        return new Refusal(ErrorCode.REQUEST_INVALID, detail, Map.of(), errors);
    }

    public static Refusal invalid(String pointer, String code, String detail) {
        return invalid(List.of(new FieldError(pointer, code, detail)));
    }

    /**
     * Adds a member to the problem document, such as the connections that share an authorization.
     */
    public Refusal with(String name, Object value) {
        var more = new LinkedHashMap<>(extras);
        more.put(name, value);
        return new Refusal(code, detail(), more, errors);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        var detail = getMessage();
        return detail == null ? code.title() : detail;
    }

    public Map<String, Object> extras() {
        return extras;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
