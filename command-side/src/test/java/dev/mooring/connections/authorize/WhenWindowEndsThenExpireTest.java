package dev.mooring.connections.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connections.Samples;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.due.Due;
import dev.mooring.eventlog.due.DueChange;
import dev.mooring.language.CommandId;
import dev.mooring.language.connection.ConnectionCommand.ExpireAuthorization;
import dev.mooring.language.connection.ConnectionCommand.FailAuthorization;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.FailureReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WhenWindowEndsThenExpireTest {

    private static final Instant NOON = Samples.NOON;
    private static final Instant WINDOW_ENDS = NOON.plusSeconds(90);

    private final WhenWindowEndsThenExpire policy = new WhenWindowEndsThenExpire();

    @Test
    void anAttemptIsDueWhenItsWindowEnds() {
        var due = due(started());

        assertThat(due.at()).isEqualTo(WINDOW_ENDS);
        assertThat(policy.command(due(due), WINDOW_ENDS))
                .isEqualTo(
                        new ExpireAuthorization(
                                Samples.connection(1), Samples.attempt(1), WINDOW_ENDS));
    }

    @Test
    void anAnsweredAttemptIsDueWhenItsExchangeMustBeOver() {
        var due = due(new CallbackReceived("con_1", "att_1", null));

        assertThat(due.at()).isEqualTo(NOON.plusSeconds(15));
        assertThat(policy.command(due(due), due.at()))
                .isEqualTo(
                        new FailAuthorization(
                                Samples.connection(1),
                                Samples.attempt(1),
                                FailureReason.EXCHANGE_INTERRUPTED,
                                null,
                                due.at()));
    }

    @Test
    void anAnsweredAttemptThatHasToBeConfirmedIsGivenThatTimeToo() {
        var due = due(new CallbackReceived("con_1", "att_1", NOON.plusSeconds(60)));

        assertThat(due.at()).isEqualTo(NOON.plusSeconds(75));
    }

    @Test
    void nothingIsDueOnceTheAttemptHasEnded() {
        assertThat(policy.fold(recorded(new ConnectionAuthorized("con_1", "att_1", "aut_1"))))
                .isEqualTo(List.of(new DueChange.Clear("att_1")));
    }

    private DueChange.Set due(ConnectionEvent event) {
        return (DueChange.Set) policy.fold(recorded(event)).getFirst();
    }

    private static Due due(DueChange.Set set) {
        return new Due(set.key(), set.at(), Samples.WORKSPACE, "usr_ada", "cause", set.details());
    }

    private static AuthorizationStarted started() {
        return new AuthorizationStarted(
                "con_1",
                "usr_ada",
                "att_1",
                "aut_1",
                "ada@acme.example",
                1,
                List.of("contacts.read"),
                Samples.FINGERPRINT.value(),
                WINDOW_ENDS);
    }

    private static RecordedEvent recorded(ConnectionEvent event) {
        return new RecordedEvent(
                Place.BEGINNING,
                Samples.WORKSPACE,
                CommandId.of("test"),
                "event",
                "connection.test",
                "1",
                "connection",
                "con_1",
                0,
                NOON,
                new Origin("usr_ada", "usr_ada", null, "request", null, null),
                event);
    }
}
