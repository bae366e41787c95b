package dev.mooring.credentials.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.request.Caller;
import dev.mooring.credentials.Node;
import dev.mooring.credentials.Steps;
import dev.mooring.credentials.Steps.Died;
import dev.mooring.credentials.World;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.activity.DeliveryEvent.DeliveryMade;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.connection.ConnectionEvent.ApplicationDisallowed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationSwitched;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisconnected;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.service.Auth.Rotation;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.KeyEvent.KeyRevoked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

/** Security 21: nothing leaves unrecorded, and what was taken back binds the next fetch. */
@OnEngine(Engine.EMBEDDED)
class Security21DeliveryTest {

    private static final long NEXT = 4;

    private final World world;
    private Node node;

    Security21DeliveryTest(MongoFixture mongo) {
        world = World.ofTokens(mongo, Rotation.STRICT);
        node = world.node();
    }

    @BeforeEach
    void connect() {
        world.connect(node);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aFetchTellsWhatToSendAndWhatIsMissing() {
        var delivered = node.fetch();

        assertThat(delivered.injection().headers())
                .isEqualTo(Map.of("Authorization", "Bearer access-1"));
        assertThat(delivered.expiresAt()).isEqualTo(World.NOON.plus(World.LIFETIME));
        assertThat(delivered.grantedScopes()).containsExactly("contacts.read");
        assertThat(delivered.missingScopes()).containsExactly("contacts.write");
    }

    @Test
    void aConnectionIsFetchedByItsLinkNameToo() {
        var caller = Node.caller(World.APPLICATION);

        assertThat(deliver(caller, "acme").injection().headers()).containsKey("Authorization");
        assertRefused(() -> deliver(caller, "acme_2"), ErrorCode.CONNECTION_UNKNOWN);
    }

    @Test
    void theAnswerIsKeptNowhereOnItsWay() {
        var answer =
                node.get(CredentialsEndpoint.class)
                        .fetch(Node.caller(World.APPLICATION), "con_1", "PT60S");

        assertThat(answer.getHeaders().getFirst(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");
        assertThat(String.valueOf(answer.getBody())).doesNotContain("access-1");
    }

    @Test
    void aLengthThatIsNoneIsRefused() {
        for (var length : List.of("60", "PT-1S", "P2D", "")) {
            assertRefused(
                    () ->
                            node.get(CredentialsEndpoint.class)
                                    .fetch(Node.caller(World.APPLICATION), "con_1", length),
                    ErrorCode.REQUEST_INVALID);
        }
    }

    @Test
    void whoTookItIsOnRecord() {
        node.fetch();
        deliver(Node.caller(null), "con_1");

        var recorded = node.get("activityLog", EventLog.class).read(0, 10);
        assertThat(recorded)
                .extracting(event -> ((DeliveryMade) event.event()).application())
                .containsExactly("app_1", null);
        assertThat(recorded.getFirst().event())
                .isEqualTo(
                        new DeliveryMade(
                                recorded.getFirst().aggregateId(), "con_1", "aut_1", 1, "app_1"));
        assertThat(recorded.getFirst().origin())
                .satisfies(origin -> {
                    assertThat(origin.owner()).isEqualTo("usr_ada");
                    assertThat(origin.client()).isEqualTo("key_1");
                    assertThat(origin.request()).isEqualTo("req-1");
                });
    }

    @Test
    void whereItCannotBeRecordedNothingLeaves() {
        var steps = new Steps();
        var failing = world.node(steps);
        steps.dieAt(0, true);

        assertThatThrownBy(failing::fetch).isInstanceOf(Died.class).hasMessage("before record");
        assertThat(world.activity(node)).isEmpty();
    }

    @Test
    void anApplicationThatIsNotAllowedGetsNothing() {
        assertRefused(
                () -> deliver(Node.caller(new ApplicationId("app_2")), "con_1"),
                ErrorCode.APPLICATION_HAS_NO_ACCESS);
    }

    @Test
    void anApplicationThatIsDisallowedGetsNothingFromThenOn() {
        happens(new ApplicationDisallowed("con_1", "app_1"));

        assertEveryNodeRefuses(ErrorCode.APPLICATION_HAS_NO_ACCESS);
    }

    @Test
    void aDisabledConnectionGivesNothing() {
        happens(new ConnectionDisabled("con_1"));

        assertEveryNodeRefuses(ErrorCode.CONNECTION_DISABLED);
    }

    @Test
    void aDeletedConnectionGivesNothing() {
        happens(new ConnectionDeleted("con_1", true));

        assertEveryNodeRefuses(ErrorCode.CONNECTION_DELETED);
    }

    @Test
    void aRevokedAuthorizationGivesNothing() {
        happens(new ConnectionDisconnected("con_1", "aut_1"));
        world.append(node, 2, new AuthorizationRevoked("aut_1"));

        assertEveryNodeRefuses(ErrorCode.CONNECTION_NOT_AUTHORIZED);
        assertThat(world.activity(node)).isEmpty();
    }

    /** A primary that was replaced answers as of before, until it hears of it. */
    @Test
    void whatAReplacedPrimaryStillAllowsIsDecidedAgainOnceItIsOnRecord() {
        var steps = new Steps();
        var cutOff = world.node(steps);
        happens(new ApplicationDisallowed("con_1", "app_1"));
        steps.nextReadsAreStale("con_1", 1);

        assertRefused(cutOff::fetch, ErrorCode.APPLICATION_HAS_NO_ACCESS);
    }

    @Test
    void anAuthorizationThatAReplacedPrimaryStillHasGivesNothing() {
        var steps = new Steps();
        var cutOff = world.node(steps);
        world.append(node, 2, new AuthorizationUnmapped("aut_1", "con_1"));
        steps.nextReadsAreStale("aut_1", 1);

        assertRefused(cutOff::fetch, ErrorCode.VAULT_ROLLED_BACK);
    }

    @Test
    void aKeyThatChangedSinceItWasReadTakesNothing() {
        var issued = new KeyIssued("key_1", "CRM", List.of(), "app_1", null, null, "hash");
        world.append(node, 0, issued);
        var caller = Node.caller(World.APPLICATION, 0);
        assertThat(deliver(caller, "con_1").injection().headers()).isNotEmpty();

        world.append(node, 1, new KeyRevoked("key_1"));

        assertRefused(() -> deliver(caller, "con_1"), ErrorCode.CREDENTIAL_UNAVAILABLE);
    }

    @Test
    void aFetchThatIsOvertakenAgainAndAgainIsToBeTriedLater() {
        var steps = new Steps();
        var cutOff = world.node(steps);
        happens(new ConnectionRenamed("con_1", "usr_ada", "Contacts"));
        steps.nextReadsAreStale("con_1", Integer.MAX_VALUE);

        assertRefused(cutOff::fetch, ErrorCode.CREDENTIAL_UNAVAILABLE);
    }

    /** Domain 7: there is no moment without an authorization while one takes another's place. */
    @Test
    void aFetchDuringASwitchGetsWhatTheConnectionMovedTo() {
        world.clock.advance(Duration.ofMinutes(50));
        world.service.nextFails(service -> {
            switchTo("aut_2");
            return service.get();
        });

        assertThat(node.token()).isEqualTo("access-of-2");
        assertThat(world.service.revoked()).containsExactly("refresh-2");
        assertThat(world.activity(node).getLast())
                .isInstanceOfSatisfying(
                        DeliveryMade.class,
                        made -> assertThat(made.authorization()).isEqualTo("aut_2"));
    }

    private void switchTo(String authorization) {
        var other = new AuthorizationId(authorization);
        var fields =
                Map.of(
                        "access_token",
                        Secret.of("access-of-2"),
                        "since",
                        Secret.of(world.clock.instant().toString()),
                        "scopes",
                        Secret.of(""));
        var vault = node.get(Vault.class);
        vault.store(World.WORKSPACE, other, new AttemptId("att_2"), fields);
        vault.promote(World.WORKSPACE, other, 1, fields);
        world.append(
                node,
                0,
                new AuthorizationGranted(
                        authorization,
                        "usr_ada",
                        "svc_acme",
                        1,
                        World.REGISTRATION.value(),
                        1,
                        "a".repeat(64),
                        "ada",
                        List.of(),
                        1,
                        null),
                new AuthorizationMapped(authorization, "con_1"));
        happens(new AuthorizationSwitched("con_1", authorization, "aut_1"));
        world.append(
                node,
                2,
                new AuthorizationUnmapped("aut_1", "con_1"),
                new AuthorizationRetired("aut_1"));
        vault.destroy(World.WORKSPACE, World.AUTHORIZATION);
    }

    private void happens(DomainEvent event) {
        world.append(node, NEXT, event);
    }

    private Delivery.Delivered deliver(Caller caller, String connection) {
        return node.get(Delivery.class).deliver(caller, connection, Duration.ZERO);
    }

    private void assertEveryNodeRefuses(ErrorCode code) {
        assertRefused(node::fetch, code);
        assertRefused(world.node()::fetch, code);
    }

    private static void assertRefused(ThrowingCallable call, @Nullable ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
