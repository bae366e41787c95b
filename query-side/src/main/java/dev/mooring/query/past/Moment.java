package dev.mooring.query.past;

import dev.mooring.language.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** A moment as a caller names it. */
public sealed interface Moment {

    /** How the API reference describes a moment. */
    String DESCRIPTION =
            "a position, or an instant of RFC 3339 such as 2026-03-01T09:30:00Z, by the time at"
                    + " which commits were written";

    /** How the API reference describes what a query is asked as of. */
    String AT = "The moment to answer as of: " + DESCRIPTION;

    /** Right after the event at this position; 0 is before the first. */
    record Position(long value) implements Moment {}

    /** Right before whatever was committed at this instant. */
    record Point(Instant value) implements Moment {}

    /** A dense global index. */
    Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    /**
     * Reads a moment.
     *
     * @param parameter where it stands, for the refusal
     * @throws Refusal {@code request.invalid}
     */
    static Moment parse(String parameter, String text) {
        if (POSITION.matcher(text).matches()) {
            return new Position(Long.parseLong(text));
        }
        try {
            return new Point(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw Refusal.invalid(
                    parameter,
                    "moment.invalid",
                    "%s is %s; a + is written %%2B".formatted(parameter, DESCRIPTION));
        }
    }
}
