package dev.mooring.oauth2;

import dev.mooring.oauth2.TokenAnswer.Unusable.Reason;
import dev.mooring.outbound.JsonAnswer;
import dev.mooring.outbound.Outcome;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads answers of a token endpoint (RFC 6749 §5). Stricter than a library would be about what is
 * sane, as far as real services allow. Pure.
 */
public final class TokenAnswers {

    private static final long MOST_SECONDS = Duration.ofDays(3650).toSeconds();
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");
    private static final Pattern ERROR_CODE =
            Pattern.compile("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]{1,64}");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

    private TokenAnswers() {}

    /**
     * Reads the outcome of an exchange or a refresh.
     *
     * @param asked the scopes that the request stands for: those asked for at an exchange, those
     *     granted so far at a refresh
     */
    public static TokenAnswer read(Outcome outcome, List<String> asked, String scopeSeparator) {
        return switch (outcome) {
            case Outcome.NotSent notSent -> new TokenAnswer.NotSent(notSent.cause());
            case Outcome.Ambiguous ambiguous -> new TokenAnswer.Unknown(ambiguous.status());
            case Outcome.Answered answer -> readAnswer(answer, asked, scopeSeparator);
        };
    }

    private static TokenAnswer readAnswer(
            Outcome.Answered answer, List<String> asked, String scopeSeparator) {
        int status = answer.status();
        if (status == 502 || status == 504) {
            return new TokenAnswer.Unknown(status);
        }
        if (status == 429 || status >= 500) {
            return new TokenAnswer.TryLater(status, RetryAfter.of(answer.headers()).orElse(null));
        }
        if (!answer.successful() && status < 400) {
            return new TokenAnswer.Unusable(status, Reason.STATUS);
        }
        return switch (JsonAnswer.of(answer)) {
            case JsonAnswer.NotJson _ -> new TokenAnswer.Unusable(status, Reason.NOT_JSON);
            case JsonAnswer.Parsed(ObjectNode json) ->
                    // Some services refuse with status 200.
                    !answer.successful() || (json.has("error") && !json.has("access_token"))
                            ? readError(status, json)
                            : readTokens(answer, json, asked, scopeSeparator);
        };
    }

    private static TokenAnswer readError(int status, ObjectNode json) {
        String error = text(json, "error");
        if (error == null || !ERROR_CODE.matcher(error).matches()) {
            return new TokenAnswer.Unusable(status, Reason.NO_ERROR_CODE);
        }
        String description = text(json, "error_description");
        return new TokenAnswer.Refused(
                status, error, description == null ? null : HostileText.clean(description));
    }

    private static TokenAnswer readTokens(
            Outcome.Answered answer, ObjectNode json, List<String> asked, String scopeSeparator) {
        int status = answer.status();
        String accessToken = text(json, "access_token");
        if (accessToken == null || !TOKEN.matcher(accessToken).matches()) {
            return new TokenAnswer.Unusable(status, Reason.ACCESS_TOKEN);
        }
        String tokenType = text(json, "token_type");
        if (tokenType == null || !tokenType.equalsIgnoreCase("bearer")) {
            return new TokenAnswer.Unusable(status, Reason.TOKEN_TYPE);
        }
        if (Stream.of("scope", "refresh_token", "id_token")
                .anyMatch(name -> json.hasNonNull(name) && !json.get(name).isString())) {
            return new TokenAnswer.Unusable(status, Reason.MEMBER_TYPE);
        }
        Long seconds = json.hasNonNull("expires_in") ? seconds(json.get("expires_in")) : null;
        if (json.hasNonNull("expires_in") && seconds == null) {
            return new TokenAnswer.Unusable(status, Reason.EXPIRES_IN);
        }
        var granted = granted(text(json, "scope"), asked, scopeSeparator);
        return new TokenAnswer.Granted(
                new Tokens(
                        accessToken,
                        seconds == null || seconds > MOST_SECONDS
                                ? null
                                : Duration.ofSeconds(seconds),
                        text(json, "refresh_token"),
                        text(json, "id_token"),
                        List.copyOf(granted),
                        asked.stream().filter(scope -> !granted.contains(scope)).toList(),
                        answer.body()));
    }

    /** Whole seconds above zero, as a number or, as some services have it, as text; else null. */
    private static @Nullable Long seconds(JsonNode node) {
        String digits = node.isIntegralNumber() || node.isString() ? node.asString() : "";
        if (!WHOLE_NUMBER.matcher(digits).matches()) {
            return null;
        }
        long seconds = Long.parseLong(digits);
        return seconds > 0 ? seconds : null;
    }

    /** RFC 6749 §5.1 separates by a space; a service with a separator of its own may use that. */
    private static Set<String> granted(
            @Nullable String scope, List<String> asked, String scopeSeparator) {
        if (scope == null) {
            return new LinkedHashSet<>(asked);
        }
        return Pattern.compile(Pattern.quote(scopeSeparator) + "|[ \\t\\r\\n]+")
                .splitAsStream(scope)
                .filter(part -> !part.isBlank())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A member's text; null where it is absent, empty or not text. */
    private static @Nullable String text(ObjectNode json, String name) {
        var node = json.get(name);
        return node == null || !node.isString() || node.stringValue().isEmpty()
                ? null
                : node.stringValue();
    }
}
