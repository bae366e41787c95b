package dev.mooring.language;

/**
 * A name that a person gives to a connection, an authorizing account, a service or an application:
 * 1 to 50 characters (Unicode code points) after trimming, none of them a control character.
 * Personal where an event says so.
 */
public record DisplayName(String value) {

    public static final int MAX_LENGTH = 50;

    public DisplayName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a display name");
        }
    }

    /**
     * Trims and checks what a caller sent.
     *
     * @param pointer the JSON pointer of the field, for the refusal
     * @throws Refusal {@code request.invalid} with {@code name.blank}, {@code name.too_long} or
     *     {@code name.invalid}
     */
    public static DisplayName parse(String pointer, String value) {
        var trimmed = value.strip();
        if (trimmed.isEmpty()) {
            throw Refusal.invalid(pointer, "name.blank", "the name is empty");
        }
        if (trimmed.codePointCount(0, trimmed.length()) > MAX_LENGTH) {
            throw Refusal.invalid(pointer, "name.too_long", "the name has more than 50 characters");
        }
        if (!isValid(trimmed)) {
            throw Refusal.invalid(
                    pointer, "name.invalid", "the name has characters that cannot be shown");
        }
        return new DisplayName(trimmed);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isValid(String value) {
        return !value.isBlank()
                && value.codePointCount(0, value.length()) <= MAX_LENGTH
                && value.codePoints().noneMatch(DisplayName::isUnshowable);
    }

    private static boolean isUnshowable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
