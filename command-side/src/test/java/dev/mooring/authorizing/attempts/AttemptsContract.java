package dev.mooring.authorizing.attempts;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.mooring.authorizing.attempts.Look.Uselessness;
import dev.mooring.authorizing.attempts.Reception.Mismatch;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.Sealer;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.keys.UnreadableException;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.oauth2.Callback;
import dev.mooring.oauth2.Issuer;
import dev.mooring.oauth2.OneTimeSecret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Security 1, 2, 4, 5, 7, as far as attempts go. */
abstract class AttemptsContract {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
    private static final WorkspaceId OTHER_WORKSPACE = new WorkspaceId("wsp_2");
    private static final AttemptId ATTEMPT = new AttemptId("att_1");
    private static final UserId ANN = new UserId("usr_ann");
    private static final UserId BOB = new UserId("usr_bob");
    private static final RegistrationId REGISTRATION = new RegistrationId("reg_1");
    private static final URI RETURN_URL = URI.create("https://app.example/done");
    private static final Duration WINDOW = Duration.ofSeconds(90);
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Visitor ANNS_BROWSER = new Visitor(WORKSPACE, ANN);
    private static final String CODE = "the-code";

    private final MongoClient client;
    private final MongoDatabase database;
    private final Attempts attempts;
    private Instant now = START;

    AttemptsContract(MongoClient client, String name) {
        this.client = client;
        this.database = client.getDatabase(name);
        var ring =
                KeyRing.open(
                        database,
                        new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32])));
        this.attempts = new Attempts(database, new Sealer(ring), () -> now, new SecureRandom());
    }

    @AfterEach
    void dropDatabase() {
        database.drop();
        client.close();
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

    private void assertMismatch(
            Mismatch mismatch,
            Callback.Answer answer,
            RegistrationId registration,
            @Nullable OneTimeSecret cookie) {
        assertThat(attempts.receive(answer, registration, cookie, null))
                .isEqualTo(new Reception.NotReceived(mismatch));
    }

    private Reception receive(Callback.Answer answer, @Nullable OneTimeSecret cookie) {
        return attempts.receive(answer, REGISTRATION, cookie, null);
    }

    private Opening.Opened opened(Attempt attempt) {
        return (Opening.Opened) attempts.open(attempts.start(attempt).orElseThrow(), null);
    }

    private Reception.AwaitsConfirmation awaiting(Opening.Opened opened) {
        return (Reception.AwaitsConfirmation) receive(code(opened), opened.cookie());
    }

    private static Callback.Answer code(Opening.Opened opened) {
        return new Callback.Consented(opened.bindings().state(), CODE, null);
    }

    private static Callback.Answer error(Opening.Opened opened) {
        return new Callback.Refused(opened.bindings().state(), "access_denied", null, null);
    }

    private static Attempt unchecked() {
        return attempt(new Finish.Unchecked(), Issuer.UNKNOWN);
    }

    private static Attempt bySession() {
        return attempt(new Finish.BySession(), Issuer.UNKNOWN);
    }

    private static Attempt confirmed() {
        return attempt(new Finish.ByConfirmation(RETURN_URL), Issuer.UNKNOWN);
    }

    private static Attempt attempt(Finish finish, Issuer issuer) {
        return attempt(ATTEMPT.value(), finish, issuer);
    }

    private static Attempt attempt(String id, Finish finish, Issuer issuer) {
        return new Attempt(
                WORKSPACE,
                new AttemptId(id),
                new ConnectionId("con_1"),
                new AuthorizationId("aut_1"),
                ANN,
                REGISTRATION,
                new ServiceId("svc_1"),
                3,
                List.of("contacts.read", "contacts.write"),
                issuer,
                finish,
                START.plus(WINDOW));
    }

    private Document document() {
        return database.getCollection("attempts").find(Filters.eq("_id", "wsp_1/att_1")).first();
    }

    private String dump() {
        return database.getCollection("attempts").find().into(new ArrayList<>()).stream()
                .map(Document::toJson)
                .collect(joining("\n"));
    }

    private static <T> List<T> racing(Callable<T> task) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(Collections.nCopies(8, task))) {
                results.add(result.get());
            }
            return results;
        }
    }
}
