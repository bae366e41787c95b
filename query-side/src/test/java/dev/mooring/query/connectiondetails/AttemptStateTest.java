package dev.mooring.query.connectiondetails;

import static dev.mooring.query.Happened.authorized;
import static dev.mooring.query.Happened.created;
import static dev.mooring.query.Happened.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.query.MemoryDocuments;
import dev.mooring.query.Projector;
import dev.mooring.query.Story;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptStateTest {

    private static final Instant END = Story.START.plusSeconds(90);

    private final Story story =
            new Story()
                    .then(created("con_drive", "My Drive"))
                    .then(started("con_drive", "att_1", "aut_1", END));

    @Test
    void anAttemptCountsDownAndIsExpiredAtTheEndOfItsWindow() {
        assertThat(attempt().statusAt(Story.START)).isEqualTo("pending");
        assertThat(attempt().secondsLeftAt(Story.START)).isEqualTo(90);
        assertThat(attempt().secondsLeftAt(END.minusMillis(1))).isEqualTo(1);
        assertThat(attempt().statusAt(END)).isEqualTo("expired");
        assertThat(attempt().secondsLeftAt(END)).isZero();
    }

    @Test
    void anAnswerInTimeKeepsItPendingPastItsWindow() {
        story.then(new CallbackReceived("con_drive", "att_1", null));

        assertThat(attempt().statusAt(END.plusSeconds(5))).isEqualTo("pending");
        assertThat(attempt().secondsLeftAt(END.plusSeconds(5))).isZero();
    }

    @Test
    void aGrantCompletesIt() {
        story.then(authorized("con_drive", "att_1", "aut_1"));

        assertThat(attempt().statusAt(Story.START)).isEqualTo("completed");
    }

    @Test
    void aFailureSaysWhy() {
        story.then(new AuthorizationFailed("con_drive", "att_1", "access_denied", "access_denied"));

        assertThat(attempt().statusAt(Story.START)).isEqualTo("failed");
        assertThat(attempt().reason()).isEqualTo("access_denied");
    }

    @Test
    void aLateCallbackDoesNotReviveIt() {
        story.then(new AuthorizationExpired("con_drive", "att_1"))
                .then(new CallbackCameLate("con_drive", "att_1"));

        assertThat(attempt().statusAt(END.plusSeconds(9))).isEqualTo("expired");
    }

    private AttemptState attempt() {
        var documents = new MemoryDocuments();
        new Projector(ConnectionDetails.MODEL, documents).handle(story.events());
        return documents.get(AttemptState.KIND, "att_1");
    }
}
