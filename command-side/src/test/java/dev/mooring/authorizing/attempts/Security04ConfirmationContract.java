package dev.mooring.authorizing.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.mooring.authorizing.attempts.Look.Uselessness;
import dev.mooring.authorizing.attempts.Reception.Mismatch;
import dev.mooring.oauth2.OneTimeSecret;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who finishes an attempt is who began it (security 4), in his own workspace (25). */
abstract class Security04ConfirmationContract extends AttemptsFixture {

    Security04ConfirmationContract(MongoClient client, String name) {
        super(client, name);
    }

    @Test
    void security_4_aConsoleSessionMustBeTheUsersAtBothEnds() {
        var ticket = attempts.start(bySession()).orElseThrow();
        var strangers =
                Stream.of(new Visitor(WORKSPACE, BOB), new Visitor(OTHER_WORKSPACE, ANN)).toList();

        for (var stranger : strangers) {
            assertThat(attempts.look(ticket, stranger))
                    .isEqualTo(new Look.Useless(Uselessness.WRONG_USER));
            assertThat(attempts.open(ticket, stranger))
                    .isEqualTo(new Opening.NotOpened(Uselessness.WRONG_USER));
        }
        assertThat(attempts.open(ticket, null))
                .isEqualTo(new Opening.NotOpened(Uselessness.WRONG_USER));
        var opened = (Opening.Opened) attempts.open(ticket, ANNS_BROWSER);
        for (var stranger : strangers) {
            assertThat(attempts.receive(code(opened), REGISTRATION, opened.cookie(), stranger))
                    .isEqualTo(new Reception.NotReceived(Mismatch.USER));
        }
        assertThat(attempts.receive(code(opened), REGISTRATION, opened.cookie(), null))
                .isEqualTo(new Reception.NotReceived(Mismatch.USER));
        assertThat(attempts.receive(code(opened), REGISTRATION, opened.cookie(), ANNS_BROWSER))
                .isEqualTo(new Reception.Received(bySession()));
    }

    @Test
    void security_4_nothingIsExchangedBeforeTheBackendConfirms() {
        var opened = opened(confirmed());
        var awaiting = awaiting(opened);

        assertThat(awaiting.returnUrl()).isEqualTo(RETURN_URL);
        assertThat(attempts.take(WORKSPACE, ATTEMPT)).isEmpty();
        assertThat(attempts.confirm(WORKSPACE, ATTEMPT, ANN, awaiting.confirmation()))
                .isEqualTo(new Confirmation.Confirmed(confirmed()));
        assertThat(attempts.confirm(WORKSPACE, ATTEMPT, ANN, awaiting.confirmation()))
                .isEqualTo(new Confirmation.NotAwaited());
        assertThat(attempts.take(WORKSPACE, ATTEMPT))
                .contains(
                        new ExchangeSecrets(
                                opened.bindings().verifier(), opened.bindings().nonce(), CODE));
    }

    @Test
    void security_4_aVictimOnTheAttackersStartUrlLosesTheCodeToNobody() {
        var awaiting = awaiting(opened(confirmed()));

        assertThat(attempts.confirm(WORKSPACE, ATTEMPT, BOB, awaiting.confirmation()))
                .isEqualTo(new Confirmation.Refuted(confirmed()));
        assertThat(attempts.confirm(WORKSPACE, ATTEMPT, ANN, awaiting.confirmation()))
                .isEqualTo(new Confirmation.NotAwaited());
        assertThat(attempts.take(WORKSPACE, ATTEMPT)).isEmpty();
        assertThat(document()).doesNotContainKey("secrets");
    }

    @Test
    void security_4_aGuessedConfirmationDropsTheCode() {
        awaiting(opened(confirmed()));

        assertThat(
                        attempts.confirm(
                                WORKSPACE, ATTEMPT, ANN, OneTimeSecret.draw(new SecureRandom())))
                .isEqualTo(new Confirmation.Refuted(confirmed()));
        assertThat(document()).doesNotContainKey("secrets");
    }

    @Test
    void security_4_aConfirmationAfterAMinuteDropsTheCode() {
        var awaiting = awaiting(opened(confirmed()));
        now = awaiting.confirmBy();

        assertThat(now).isEqualTo(START.plusSeconds(60));
        assertThat(attempts.confirm(WORKSPACE, ATTEMPT, ANN, awaiting.confirmation()))
                .isEqualTo(new Confirmation.TooLate(confirmed()));
        assertThat(document()).doesNotContainKey("secrets");
    }

    @Test
    void security_25_anotherWorkspaceCanNeitherConfirmNorTakeNorAbandon() {
        var awaiting = awaiting(opened(confirmed()));

        assertThat(attempts.confirm(OTHER_WORKSPACE, ATTEMPT, ANN, awaiting.confirmation()))
                .isEqualTo(new Confirmation.NotAwaited());
        attempts.abandon(OTHER_WORKSPACE, ATTEMPT);
        assertThat(attempts.confirm(WORKSPACE, ATTEMPT, ANN, awaiting.confirmation()))
                .isInstanceOf(Confirmation.Confirmed.class);
        assertThat(attempts.take(OTHER_WORKSPACE, ATTEMPT)).isEmpty();
        assertThat(attempts.take(WORKSPACE, ATTEMPT)).isPresent();
    }

    @Test
    void security_4_aRefusalNeedsNoConfirmation() {
        var opened = opened(confirmed());

        assertThat(receive(error(opened), opened.cookie()))
                .isEqualTo(new Reception.Received(confirmed()));
    }
}
