package dev.mooring.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.api.ApiProperties;
import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.language.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RatesTest {

    private static final Principal KEY =
            Principal.key("wsp_1", "key_1", Set.of(), null, new ActsFor.Anyone());
    private static final Principal ADA = Principal.user("wsp_1", "ada", Set.of());

    @Test
    void security27WhoeverCallsMoreOftenThanIsAllowedIsToldWhenToComeBack() {
        var rates = rates(0, 1);

        var refusal = untilRefused(rates, ADA);

        assertThat(refusal.code().code()).isEqualTo("rate.limited");
        assertThat(refusal.extras()).containsEntry(Refusal.RETRY_AFTER_SECONDS, 1L);
    }

    @Test
    void security27OnesCallsCostNobodyElse() {
        var rates = rates(1, 1);
        untilRefused(rates, ADA);

        for (var other :
                List.of(
                        KEY,
                        Principal.user("wsp_1", "bob", Set.of()),
                        Principal.user("wsp_2", "ada", Set.of()),
                        Principal.key("wsp_1", "ada", Set.of(), null, new ActsFor.Anyone()))) {
            assertThatCode(() -> rates.admit(other)).doesNotThrowAnyException();
        }
    }

    @Test
    void withoutABoundNobodyIsCounted() {
        var rates = rates(0, 0);

        assertThatCode(() ->
                        IntStream.range(0, 10_000)
                                .forEach(_ -> {
                                    rates.admit(KEY);
                                    rates.admit(ADA);
                                }))
                .doesNotThrowAnyException();
    }

    /** However slowly this runs: a call takes less than the second in which one comes back. */
    private static Refusal untilRefused(Rates rates, Principal principal) {
        return catchThrowableOfType(
                Refusal.class, () -> IntStream.range(0, 1000).forEach(_ -> rates.admit(principal)));
    }

    private static Rates rates(int keyRate, int userRate) {
        return new Rates(
                new ApiProperties(
                        URI.create("http://localhost"),
                        List.of(),
                        1,
                        1,
                        1,
                        Duration.ofSeconds(1),
                        DataSize.ofKilobytes(1),
                        Duration.ofSeconds(1),
                        keyRate,
                        userRate,
                        List.of()));
    }
}
