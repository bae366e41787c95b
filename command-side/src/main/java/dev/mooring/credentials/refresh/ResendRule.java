package dev.mooring.credentials.refresh;

import dev.mooring.language.service.Auth.Rotation;

/**
 * Whether a refresh token may be sent again after sendings that nobody knows the outcome of
 * (security.md 15): that depends on what the service does with a token that is used twice. Pure.
 */
final class ResendRule {

    private ResendRule() {}

    /**
     * Whether it may be sent now.
     *
     * @param unanswered how many sendings have gone without an answer
     */
    static boolean allows(Rotation rotation, int unanswered) {
        return switch (rotation) {
            case NONE -> true;
            case GRACE, UNKNOWN -> unanswered < 2;
            case STRICT -> unanswered < 1;
        };
    }

    /** Whether the one more sending that is allowed goes out at once, and not after a pause. */
    static boolean atOnce(Rotation rotation, int unanswered) {
        return switch (rotation) {
            case NONE, STRICT -> false;
            case GRACE, UNKNOWN -> allows(rotation, unanswered);
        };
    }
}
