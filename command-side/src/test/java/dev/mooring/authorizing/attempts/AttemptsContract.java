package dev.mooring.authorizing.attempts;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.mooring.authorizing.attempts.Look.Uselessness;
import dev.mooring.authorizing.attempts.Reception.Mismatch;
import dev.mooring.keys.UnreadableException;
import dev.mooring.language.AttemptId;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.oauth2.Callback;
import dev.mooring.oauth2.Issuer;
import dev.mooring.oauth2.OneTimeSecret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Security 1, 2, 5, 7, 28, as far as attempts go. */
abstract class AttemptsContract extends AttemptsFixture {

    AttemptsContract(MongoClient client, String name) {
        super(client, name);
    }

    @Test
    void anAttemptRunsFromTicketToExchange() {
        var opened = opened(unchecked());

        assertThat(receive(code(opened), opened.cookie()))
                .isEqualTo(new Reception.Received(unchecked()));
        assertThat(attempts.take(WORKSPACE, ATTEMPT))
                .contains(
                        new ExchangeSecrets(
                                opened.bindings().verifier(), opened.bindings().nonce(), null));
    }

    @Test
    void security_1_ticketStateAndCookieAreStoredAsHashesAndTheRestSealed() {
        var ticket = attempts.start(confirmed()).orElseThrow();
        var opened = (Opening.Opened) attempts.open(ticket, null);
        var awaiting = awaiting(opened);

        assertThat(dump())
                .contains(ticket.hash(), opened.cookie().hash(), awaiting.confirmation().hash())
                .doesNotContain(
                        ticket.value(),
                        opened.cookie().value(),
                        opened.bindings().state().value(),
                        opened.bindings().verifier().value(),
                        opened.bindings().nonce().value(),
                        awaiting.confirmation().value(),
                        CODE);
    }

    @Test
    void security_27_attemptsThatWaitAreCountedByUserAndByWorkspace() {
        var mine = waiting(WORKSPACE, "att_1", "con_1", ANN);
        waiting(WORKSPACE, "att_2", "con_1", ANN);
        waiting(WORKSPACE, "att_3", "con_2", ANN);
        waiting(WORKSPACE, "att_4", "con_3", BOB);
        waiting(OTHER_WORKSPACE, "att_5", "con_4", ANN);
        attempts.abandon(WORKSPACE, waiting(WORKSPACE, "att_6", "con_5", ANN).attempt());

        assertThat(attempts.othersWaitingOfUser(mine, 9)).isEqualTo(1);
        assertThat(attempts.othersWaitingOfWorkspace(mine, 9)).isEqualTo(2);
        assertThat(attempts.othersWaitingOfWorkspace(mine, 1))
                .as("counted no further")
                .isEqualTo(1);
        now = START.plus(WINDOW);
        assertThat(attempts.othersWaitingOfWorkspace(mine, 9)).isZero();
    }

    @Test
    void security_1_everyMismatchLeavesTheAttemptPending() {
        var opened = opened(unchecked());
        var other = OneTimeSecret.draw(new SecureRandom());
        var foreign = new RegistrationId("reg_2");

        for (var answer : List.of(code(opened), error(opened))) {
            assertMismatch(Mismatch.BROWSER, answer, REGISTRATION, null);
            assertMismatch(Mismatch.BROWSER, answer, REGISTRATION, other);
            assertMismatch(Mismatch.REGISTRATION, answer, foreign, opened.cookie());
        }
        assertMismatch(
                Mismatch.UNKNOWN_STATE,
                new Callback.Consented(other, CODE, null),
                REGISTRATION,
                opened.cookie());

        assertThat(receive(code(opened), opened.cookie())).isInstanceOf(Reception.Received.class);
    }

    @Test
    void security_1_aSecondCallbackIsNone() {
        var opened = opened(unchecked());
        receive(code(opened), opened.cookie());

        for (var answer : List.of(code(opened), error(opened))) {
            assertMismatch(Mismatch.ALREADY_ANSWERED, answer, REGISTRATION, opened.cookie());
        }
        assertThat(attempts.take(WORKSPACE, ATTEMPT)).isPresent();
        assertMismatch(Mismatch.ALREADY_ANSWERED, code(opened), REGISTRATION, opened.cookie());
        now = START.plus(WINDOW);
        assertMismatch(Mismatch.ALREADY_ANSWERED, code(opened), REGISTRATION, opened.cookie());
    }

    @Test
    void security_1_ofManyCallbacksAtOnceOneIsReceived() throws Exception {
        var opened = opened(unchecked());

        assertThat(racing(() -> receive(code(opened), opened.cookie())))
                .filteredOn(Reception.Received.class::isInstance)
                .hasSize(1);
    }

    @Test
    void security_1_theWindowIsOpenUntilItsLastMillisecond() {
        var opened = opened(unchecked());
        now = START.plus(WINDOW).minusMillis(1);

        assertThat(receive(code(opened), opened.cookie())).isInstanceOf(Reception.Received.class);
    }

    @Test
    void security_1_aLateCallbackIsForHistoryOnce() throws Exception {
        var opened = opened(unchecked());
        now = START.plus(WINDOW);
        attempts.sweep();

        var late = racing(() -> receive(code(opened), opened.cookie()));

        assertThat(late).filteredOn(new Reception.Late(unchecked(), true)::equals).hasSize(1);
        assertThat(late).filteredOn(new Reception.Late(unchecked(), false)::equals).hasSize(7);
        assertThat(receive(code(opened), null)).isEqualTo(new Reception.Late(unchecked(), false));
        assertThat(attempts.take(WORKSPACE, ATTEMPT)).isEmpty();
    }

    @Test
    void security_1_anErrorAnswerEndsTheAttemptAndItsSecrets() {
        var opened = opened(unchecked());

        assertThat(receive(error(opened), opened.cookie()))
                .isEqualTo(new Reception.Received(unchecked()));
        assertThat(attempts.take(WORKSPACE, ATTEMPT)).isEmpty();
        assertThat(document()).doesNotContainKeys("secrets", "secretsUntil");
    }

    @Test
    void security_2_lookingConsumesNothing() {
        var ticket = attempts.start(unchecked()).orElseThrow();

        for (int i = 0; i < 3; i++) {
            assertThat(attempts.look(ticket, null)).isEqualTo(new Look.Valid(unchecked()));
        }
        assertThat(attempts.open(ticket, null)).isInstanceOf(Opening.Opened.class);
        assertThat(attempts.look(ticket, null)).isEqualTo(new Look.Useless(Uselessness.USED));
    }

    @Test
    void security_2_ofManyOpeningsAtOnceOneIsOpened() throws Exception {
        var ticket = attempts.start(unchecked()).orElseThrow();

        var openings = racing(() -> attempts.open(ticket, null));

        assertThat(openings).filteredOn(Opening.Opened.class::isInstance).hasSize(1);
        assertThat(openings).filteredOn(new Opening.NotOpened(Uselessness.USED)::equals).hasSize(7);
    }

    @Test
    void security_2_aTicketEndsWithTheWindow() {
        var ticket = attempts.start(unchecked()).orElseThrow();
        now = START.plus(WINDOW);

        assertThat(attempts.look(ticket, null)).isEqualTo(new Look.Useless(Uselessness.EXPIRED));
        assertThat(attempts.open(ticket, null))
                .isEqualTo(new Opening.NotOpened(Uselessness.EXPIRED));
        assertThat(attempts.open(OneTimeSecret.draw(new SecureRandom()), null))
                .isEqualTo(new Opening.NotOpened(Uselessness.UNKNOWN));
    }

    @Test
    void security_28_aNewTicketVoidsTheOldAndWhateverItOpened() {
        var first = attempts.start(unchecked()).orElseThrow();
        var opened = (Opening.Opened) attempts.open(first, null);

        var second = attempts.start(unchecked()).orElseThrow();

        assertThat(attempts.look(first, null)).isEqualTo(new Look.Useless(Uselessness.UNKNOWN));
        assertMismatch(Mismatch.UNKNOWN_STATE, code(opened), REGISTRATION, opened.cookie());
        var again = (Opening.Opened) attempts.open(second, null);
        assertThat(receive(code(again), again.cookie())).isInstanceOf(Reception.Received.class);
        assertThat(attempts.start(unchecked())).isEmpty();
    }

    @Test
    void security_28_anAttemptThatIsOverGetsNoTicket() {
        attempts.start(unchecked());
        now = START.plus(WINDOW);

        assertThat(attempts.start(unchecked())).isEmpty();
    }

    @Test
    void security_5_anAnswerOfAnotherIssuerLeavesTheAttemptPending() {
        var attempt = attempt(new Finish.Unchecked(), new Issuer("https://login.example", true));
        var opened = opened(attempt);
        var state = opened.bindings().state();

        for (var told : new String[] {null, "https://evil.example", "https://login.example/"}) {
            assertMismatch(
                    Mismatch.ISSUER,
                    new Callback.Consented(state, CODE, told),
                    REGISTRATION,
                    opened.cookie());
            assertMismatch(
                    Mismatch.ISSUER,
                    new Callback.Refused(state, "access_denied", null, told),
                    REGISTRATION,
                    opened.cookie());
        }
        assertThat(
                        receive(
                                new Callback.Consented(state, CODE, "https://login.example"),
                                opened.cookie()))
                .isEqualTo(new Reception.Received(attempt));
    }

    @Test
    void security_7_theVerifierIsHandedOutOnceAndThenGone() throws Exception {
        var opened = opened(unchecked());
        assertThat(attempts.take(WORKSPACE, ATTEMPT)).isEmpty();
        receive(code(opened), opened.cookie());

        var taken = racing(() -> attempts.take(WORKSPACE, ATTEMPT));

        assertThat(taken).filteredOn(secrets -> secrets.isPresent()).hasSize(1);
        assertThat(document()).doesNotContainKeys("secrets", "secretsUntil");
    }

    @Test
    void security_7_aVerifierMovedToAnotherAttemptDoesNotOpen() {
        var opened = opened(unchecked());
        receive(code(opened), opened.cookie());
        var moved =
                document()
                        .append("_id", "wsp_1/att_2")
                        .append("attempt", "att_2")
                        .append("ticket", "t")
                        .append("state", "s");
        database.getCollection("attempts").insertOne(moved);

        assertThatThrownBy(() -> attempts.take(WORKSPACE, new AttemptId("att_2")))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void anAbandonedAttemptIsOver() {
        var opened = opened(unchecked());
        attempts.abandon(WORKSPACE, ATTEMPT);

        assertMismatch(Mismatch.ALREADY_ANSWERED, code(opened), REGISTRATION, opened.cookie());
        assertThat(attempts.take(WORKSPACE, ATTEMPT)).isEmpty();
        assertThat(attempts.start(unchecked())).isEmpty();
    }

    @Test
    void sweepingDestroysSecretsSoonAndForgetsLater() {
        opened(unchecked());
        now = START.plus(WINDOW);
        attempts.sweep();
        assertThat(document()).containsKey("secrets");

        now = now.plusSeconds(5);
        assertThat(attempts.sweep()).isZero();
        assertThat(document()).doesNotContainKey("secrets");

        now = START.plus(WINDOW).plus(Attempts.MEMORY);
        assertThat(attempts.sweep()).isEqualTo(1);
        assertThat(database.getCollection("attempts").countDocuments()).isZero();
    }

    @Test
    void attemptsThatWereNotOpenedDoNotStandInEachOthersWay() {
        for (int i = 0; i < 3; i++) {
            var attempt = attempt("att_" + i, new Finish.Unchecked(), Issuer.UNKNOWN);
            assertThat(attempts.start(attempt)).isPresent();
        }
    }

    @Test
    void aDocumentOfAnUnknownKindIsAnErrorAndNoPermission() {
        var ticket = attempts.start(bySession()).orElseThrow();
        database.getCollection("attempts")
                .updateOne(Filters.eq("_id", "wsp_1/att_1"), Updates.set("finish.by", "magic"));

        assertThatThrownBy(() -> attempts.open(ticket, null))
                .isInstanceOf(IllegalStateException.class);
    }

    private Attempt waiting(WorkspaceId workspace, String id, String connection, UserId user) {
        var attempt =
                attempt(workspace, id, connection, user, new Finish.Unchecked(), Issuer.UNKNOWN);
        attempts.start(attempt).orElseThrow();
        return attempt;
    }

    private String dump() {
        return database.getCollection("attempts").find().into(new ArrayList<>()).stream()
                .map(Document::toJson)
                .collect(joining("\n"));
    }
}
