package dev.mooring.api.request;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The precondition of a write (RFC 9110 section 13.1.1): which version it was decided on. */
public sealed interface IfMatch {

    /** No precondition. */
    record None() implements IfMatch {}

    /** Any version, as long as the thing exists: {@code *}. */
    record Any() implements IfMatch {}

    /** Exactly this version of the aggregate. */
    record Version(long number) implements IfMatch {
        private static final Pattern FORM = Pattern.compile("\"([0-9]{1,18})\"");
    }

    /**
     * Reads the header. Our entity tags are versions; a weak one never matches under If-Match, and
     * a list would leave open which version was meant, so both are refused instead of ignored.
     *
     * @throws Refusal {@code request.invalid}
     */
    static IfMatch parse(List<String> values) {
        if (values.isEmpty()) {
            return new None();
        }
        var value = values.getFirst().strip();
        if (values.size() == 1 && value.equals("*")) {
            return new Any();
        }
        var version = Version.FORM.matcher(value);
        if (values.size() == 1 && version.matches()) {
            return new Version(Long.parseLong(version.group(1)));
        }
        throw Refusal.invalid(
                "If-Match", "if_match.invalid", "If-Match has to be one ETag as answered: \"7\"");
    }

    /** The version expected; empty for no expectation and for {@code *}. */
    default OptionalLong expected() {
        return switch (this) {
            case None() -> OptionalLong.empty();
            case Any() -> OptionalLong.empty();
            case Version(var number) -> OptionalLong.of(number);
        };
    }

    /**
     * Compares with the version that there is.
     *
     * @throws Refusal {@code precondition.failed} when another version is expected
     */
    default void check(long actual) {
        var expected = expected();
        if (expected.isPresent() && expected.getAsLong() != actual) {
            throw Refusal.of(ErrorCode.PRECONDITION_FAILED, "The resource is at version " + actual);
        }
    }
}
