package dev.mooring.api.problem;

import dev.mooring.language.ErrorCode;

/** The HTTP status of each kind of refusal. */
public final class Statuses {

    private Statuses() {}

    public static int of(ErrorCode.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case CONFLICT -> 409;
            case GONE -> 410;
            case PRECONDITION -> 412;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA -> 415;
            case MISDIRECTED -> 421;
            case UNPROCESSABLE -> 422;
            case BUSY -> 429;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
        };
    }
}
