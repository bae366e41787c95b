package dev.mooring.credentials.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.credentials.generations.HeldTokens;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.language.service.Auth.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Security 14 and 15: when tokens are due, and when a refresh token may be sent again. */
class DueRuleTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // lifetime, needed, due after
        "PT1H,   PT0S,   PT45M",
        "PT30M,  PT0S,   PT15M",
        "PT10M,  PT0S,   PT5M",
        "PT1M,   PT0S,   PT30S",
        "P60D,   PT0S,   PT1439H45M",
        "PT1H,   PT1M,   PT45M",
        "PT1H,   PT20M,  PT40M",
        "PT1H,   PT54M,  PT6M",
        "PT1H,   PT2H,   PT6M",
        "PT1M,   PT60S,  PT6S"
    })
    void tokensAreDueAQuarterOfAnHourOrHalfTheirLifeBeforeTheirEndOrAsSoonAsTheyAreNeededForLonger(
            Duration lifetime, Duration needed, Duration after) {
        var tokens = tokens(NOON.plus(lifetime));

        assertThat(DueRule.isDue(tokens, NOON.plus(after).minusMillis(1), needed)).isFalse();
        assertThat(DueRule.isDue(tokens, NOON.plus(after), needed)).isTrue();
    }

    @Test
    void tokensThatDoNotSayWhenTheyExpireAreNeverDue() {
        assertThat(DueRule.isDue(tokens(null), NOON.plus(Duration.ofDays(999)), Duration.ofDays(1)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 0, true, false",
        "NONE, 9, true, false",
        "GRACE, 0, true, true",
        "GRACE, 1, true, true",
        "GRACE, 2, false, false",
        "UNKNOWN, 1, true, true",
        "UNKNOWN, 2, false, false",
        "STRICT, 0, true, false",
        "STRICT, 1, false, false"
    })
    void aTokenIsSentAgainAsOftenAsItsServiceForgives(
            Rotation rotation, int unanswered, boolean allowed, boolean atOnce) {
        assertThat(ResendRule.allows(rotation, unanswered)).isEqualTo(allowed);
        assertThat(ResendRule.atOnce(rotation, unanswered)).isEqualTo(atOnce);
    }

    private static HeldTokens tokens(@Nullable Instant until) {
        return new HeldTokens(Secret.of("access"), NOON, until, Secret.of("refresh"), List.of());
    }
}
