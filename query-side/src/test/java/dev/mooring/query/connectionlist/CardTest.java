package dev.mooring.query.connectionlist;

import static dev.mooring.query.Happened.USER;
import static dev.mooring.query.Happened.authorized;
import static dev.mooring.query.Happened.created;
import static dev.mooring.query.Happened.granted;
import static dev.mooring.query.Happened.mapped;
import static dev.mooring.query.Happened.reauthorized;
import static dev.mooring.query.Happened.restarted;
import static dev.mooring.query.Happened.reused;
import static dev.mooring.query.Happened.started;
import static dev.mooring.query.Happened.unmapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.Personal;
import dev.mooring.language.authorization.AuthorizationEvent.AccountNamed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRecovered;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisconnected;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.connection.ConnectionEvent.ReauthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.ScopesChanged;
import dev.mooring.language.connection.ConnectionStatus;
import dev.mooring.query.Happened;
import dev.mooring.query.MemoryDocuments;
import dev.mooring.query.Projector;
import dev.mooring.query.Story;
import dev.mooring.query.connection.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardTest {

    private static final Instant END = Story.START.plusSeconds(90);

    private final Story story = new Story();

    @Test
    void aNewConnectionAsksForAuthorization() {
        story.then(created("con_drive", "My Drive"));

        assertThat(card().shownAt(story.now())).isEqualTo(shown(ConnectionStatus.CREATED, null));
        assertThat(card().connection().name()).isEqualTo("My Drive");
        assertThat(card().updatedAt()).isEqualTo(Story.START);
    }

    @Test
    void aConnectionIsAuthorizingWhileItsWindowIsOpenAndCreatedOnceItHasClosed() {
        story.then(created("con_drive", "My Drive"))
                .then(started("con_drive", "att_1", "aut_1", END));

        assertThat(card().shownAt(END.minusMillis(1)))
                .isEqualTo(shown(ConnectionStatus.AUTHORIZING, null));
        assertThat(card().shownAt(END)).isEqualTo(shown(ConnectionStatus.CREATED, "expired"));
    }

    @Test
    void anAttemptWhoseAnswerCameInTimeDoesNotExpire() {
        story.then(created("con_drive", "My Drive"))
                .then(started("con_drive", "att_1", "aut_1", END))
                .then(new CallbackReceived("con_drive", "att_1", null));

        assertThat(card().shownAt(END.plusSeconds(9)))
                .isEqualTo(shown(ConnectionStatus.AUTHORIZING, null));
    }

    @Test
    void aLateCallbackChangesNothingButTheVersion() {
        story.then(created("con_drive", "My Drive"))
                .then(started("con_drive", "att_1", "aut_1", END));
        var before = card();
        story.later(Duration.ofMinutes(5)).then(new CallbackCameLate("con_drive", "att_1"));

        assertThat(card().updatedAt()).isEqualTo(before.updatedAt());
        assertThat(card().shownAt(story.now())).isEqualTo(before.shownAt(story.now()));
        assertThat(card().connection().version()).isEqualTo(before.connection().version() + 1);
    }

    @Test
    void aFailedAttemptSaysWhy() {
        story.then(created("con_drive", "My Drive"))
                .then(started("con_drive", "att_1", "aut_1", END))
                .then(new AuthorizationFailed("con_drive", "att_1", "access_denied", null));

        assertThat(card().shownAt(story.now()))
                .isEqualTo(shown(ConnectionStatus.CREATED, "access_denied"));
    }

    @Test
    void anAuthorizedConnectionShowsItsAccount() {
        connected();

        assertThat(card().shownAt(story.now())).isEqualTo(shown(ConnectionStatus.CONNECTED, null));
        assertThat(card().grant().accountName()).isEqualTo("Work");
        assertThat(card().text()).contains("work");
    }

    @Test
    void anAuthorizationThatTheServiceRefusesShowsOnEveryCardThatSharesIt() {
        connected();
        story.then(created("con_copy", "Copy"))
                .then(reused("con_copy", "aut_1"), mapped("aut_1", "con_copy"))
                .then(new ReauthorizationNeeded("aut_1", "invalid_grant", 1));

        var refused = shown(ConnectionStatus.NEEDS_REAUTHORIZATION, "invalid_grant");
        assertThat(card("con_drive").shownAt(story.now())).isEqualTo(refused);
        assertThat(card("con_copy").shownAt(story.now())).isEqualTo(refused);

        story.then(new AuthorizationRecovered("aut_1", 2));

        assertThat(card("con_copy").shownAt(story.now()))
                .isEqualTo(shown(ConnectionStatus.CONNECTED, null));
    }

    @Test
    void aRefusalMovesTheCardToTheTopOfTheLastChanged() {
        connected();
        story.later(Duration.ofHours(1)).then(new ReauthorizationNeeded("aut_1", "gone", 1));

        assertThat(card().updatedAt()).isEqualTo(story.now());
    }

    @Test
    void othersThatComeAndGoDoNotTouchTheCard() {
        connected();
        story.then(created("con_copy", "Copy"));
        var before = card();
        story.later(Duration.ofHours(1))
                .then(reused("con_copy", "aut_1"), mapped("aut_1", "con_copy"));

        assertThat(card()).isEqualTo(before);
    }

    @Test
    void aReusedAuthorizationBringsItsAccountName() {
        connected();
        story.then(created("con_copy", "Copy"))
                .then(reused("con_copy", "aut_1"), mapped("aut_1", "con_copy"));

        assertThat(card("con_copy").grant().accountName()).isEqualTo("Work");
    }

    @Test
    void aNamelessAuthorizationGetsItsNameOnEveryCard() {
        story.then(created("con_old", "Old"))
                .then(
                        granted("aut_old", null),
                        mapped("aut_old", "con_old"),
                        reused("con_old", "aut_old"));
        assertThat(card("con_old").grant().accountName()).isNull();

        story.then(new AccountNamed("aut_old", USER, "Family"));

        assertThat(card("con_old").grant().accountName()).isEqualTo("Family");
    }

    @Test
    void theOldAccountStaysWhileAReauthorizationRunsAndGivesWayWhenItCompletes() {
        connected();
        story.then(restarted("con_drive", "att_2", "aut_2", "aut_1", END));
        assertThat(card().grant().accountName()).isEqualTo("Work");
        assertThat(card().shownAt(story.now()).status()).isEqualTo(ConnectionStatus.CONNECTED);

        story.then(
                reauthorized("con_drive", "att_2", "aut_2", "aut_1"),
                granted("aut_2", "Home"),
                mapped("aut_2", "con_drive"),
                unmapped("aut_1", "con_drive"));

        assertThat(card().grant().accountName()).isEqualTo("Home");
    }

    @Test
    void scopesAskedForAndNotGrantedAreTheReasonShown() {
        connected();
        story.then(
                new ScopesChanged(
                        "con_drive", 1, List.of("files.read", "files.delete"), "e".repeat(64)));

        assertThat(card().shownAt(story.now()))
                .isEqualTo(shown(ConnectionStatus.CONNECTED, "scopes_missing"));
    }

    @Test
    void scopesOfANewVersionCountOnlyOnceTheAttemptForThemCompletes() {
        connected();
        var asked = List.of("files.delete", "files.read");
        story.then(
                new ReauthorizationStarted(
                        "con_drive",
                        USER,
                        "att_2",
                        "aut_2",
                        "aut_1",
                        "Home",
                        2,
                        asked,
                        "e".repeat(64),
                        END));
        assertThat(card().connection().configured().scopes()).isEqualTo(Happened.SCOPES);

        story.then(
                reauthorized("con_drive", "att_2", "aut_2", "aut_1"),
                granted("aut_2", "Home", asked),
                mapped("aut_2", "con_drive"),
                unmapped("aut_1", "con_drive"));
        assertThat(card().connection().configured().scopes()).isEqualTo(asked);
        assertThat(card().connection().configured().serviceVersion()).isEqualTo(2);
        assertThat(card().shownAt(story.now())).isEqualTo(shown(ConnectionStatus.CONNECTED, null));
    }

    @Test
    void disconnectedComesBeforeAuthorizing() {
        connected();
        story.then(
                        new AuthorizationRevoked("aut_1"),
                        new ConnectionDisconnected("con_drive", "aut_1"),
                        unmapped("aut_1", "con_drive"))
                .then(started("con_drive", "att_2", "aut_2", END));

        assertThat(card().shownAt(story.now()))
                .isEqualTo(shown(ConnectionStatus.DISCONNECTED, "authorization_revoked"));
        assertThat(card().grant()).isNull();
    }

    @Test
    void disabledComesBeforeAllButDeleted() {
        connected();
        story.then(new ReauthorizationNeeded("aut_1", "invalid_grant", 1))
                .then(new ConnectionDisabled("con_drive"));
        assertThat(card().shownAt(story.now()).status()).isEqualTo(ConnectionStatus.DISABLED);

        story.then(new ConnectionDeleted("con_drive", false), unmapped("aut_1", "con_drive"));
        assertThat(card().shownAt(story.now()).status()).isEqualTo(ConnectionStatus.DELETED);
        assertThat(card().deleted()).isTrue();
    }

    @Test
    void anErasedNameIsShownAsErased() {
        story.then(created("con_drive", Personal.ERASED))
                .then(new ConnectionRenamed("con_drive", USER, Personal.ERASED));

        assertThat(card().connection().name()).isEqualTo("[erased]");
    }

    @Test
    void namesAreSortedAndSearchedWithoutRegardToCaseAndForm() {
        story.then(created("con_drive", "ＡÉclair"));

        assertThat(card().sortName()).isEqualTo("aéclair");
    }

    @Test
    void noNameOfAnyoneStandsInAToString() {
        connected();

        assertThat(card().toString() + card().connection() + card().grant())
                .doesNotContain("Drive", "Work");
    }

    private void connected() {
        story.then(created("con_drive", "My Drive"))
                .then(started("con_drive", "att_1", "aut_1", END))
                .then(
                        authorized("con_drive", "att_1", "aut_1"),
                        granted("aut_1", "Work"),
                        mapped("aut_1", "con_drive"));
    }

    private Card card() {
        return card("con_drive");
    }

    private Card card(String connection) {
        var documents = new MemoryDocuments();
        new Projector(ConnectionList.MODEL, documents).handle(story.events());
        return documents.get(Card.KIND, connection);
    }

    private static Shown shown(ConnectionStatus status, String reason) {
        return new Shown(status, reason);
    }
}
