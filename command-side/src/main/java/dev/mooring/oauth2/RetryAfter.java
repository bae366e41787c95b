package dev.mooring.oauth2;

import dev.mooring.outbound.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** {@code Retry-After} (RFC 9110 §10.2.3), at most a day. */
final class RetryAfter {

    private static final Duration MOST = Duration.ofDays(1);

    private RetryAfter() {}

    static Optional<Duration> of(Headers headers) {
        return headers.first("Retry-After")
                .flatMap(value -> value.matches("\\d{1,9}") ? seconds(value) : date(value, headers))
                .map(wait -> wait.compareTo(MOST) > 0 ? MOST : wait)
                .filter(wait -> !wait.isNegative());
    }

    private static Optional<Duration> seconds(String value) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }

    /** A date counts from the answer's own {@code Date}: the service's clock is not ours. */
    private static Optional<Duration> date(String value, Headers headers) {
        try {
            var until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return headers.first("Date")
                    .map(now -> ZonedDateTime.parse(now, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .map(now -> Duration.between(now, until));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
