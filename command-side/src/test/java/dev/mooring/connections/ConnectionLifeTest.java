package dev.mooring.connections;

import static dev.mooring.connections.Samples.ADA;
import static dev.mooring.connections.Samples.APPLICATION;
import static dev.mooring.connections.Samples.FINGERPRINT;
import static dev.mooring.connections.Samples.GRACE;
import static dev.mooring.connections.Samples.NOON;
import static dev.mooring.connections.Samples.OTHER_FINGERPRINT;
import static dev.mooring.connections.Samples.REGISTRATION;
import static dev.mooring.connections.Samples.SERVICE;
import static dev.mooring.connections.Samples.complete;
import static dev.mooring.connections.Samples.connection;
import static dev.mooring.connections.Samples.create;
import static dev.mooring.connections.Samples.name;
import static dev.mooring.connections.Samples.reauthorize;
import static dev.mooring.connections.Samples.reauthorizeWithKey;
import static dev.mooring.connections.Samples.receive;
import static dev.mooring.connections.Samples.start;
import static dev.mooring.connections.Samples.startWithKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.LinkName;
import dev.mooring.language.Refusal;
import dev.mooring.language.authorization.AuthorizationCommand.RevokeAuthorization;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.connection.ConnectionCommand.AllowApplication;
import dev.mooring.language.connection.ConnectionCommand.CreateConnection;
import dev.mooring.language.connection.ConnectionCommand.DeleteConnection;
import dev.mooring.language.connection.ConnectionCommand.FailAuthorization;
import dev.mooring.language.connection.ConnectionCommand.ReuseAuthorization;
import dev.mooring.language.connection.ConnectionCommand.SwitchAuthorization;
import dev.mooring.language.connection.FailureReason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Commands that touch several aggregates, each as one commit. */
final class ConnectionLifeTest {

    private final World world = new World();

    @Test
    void completingGrantsMapsAndConnectsInOneCommit() {
        world.send(create(1));
        world.send(start(1, 1, NOON));
        world.send(receive(1, 1, NOON.plusSeconds(89)));

        assertThat(types(world.send(complete(1, 1, NOON.plusSeconds(100)))))
                .containsExactly(
                        "connection.authorized", "authorization.granted", "authorization.mapped");
        assertThat(world.connection(1).authorization()).isEqualTo(Samples.authorization(1));
        assertThat(world.authorization(1).inEffect()).isTrue();
    }

    @Test
    void aKeyIsStartedAndCompletedInOneCommit() {
        world.send(create(1));

        assertThat(types(world.send(startWithKey(1, 1, NOON))))
                .containsExactly(
                        "connection.authorization_started",
                        "connection.authorized",
                        "authorization.granted",
                        "authorization.mapped");
    }

    @Test
    void theOldAuthorizationServesUntilTheNewOneHasCompleted() {
        connected(1, 1);
        world.send(reauthorize(1, 2, NOON));
        world.send(receive(1, 2, NOON));

        assertThat(world.connection(1).authorization()).isEqualTo(Samples.authorization(1));
        assertThat(types(world.send(complete(1, 2, NOON))))
                .containsExactly(
                        "connection.reauthorized",
                        "authorization.granted",
                        "authorization.mapped",
                        "authorization.unmapped",
                        "authorization.retired");
        assertThat(world.connection(1).authorization()).isEqualTo(Samples.authorization(2));
    }

    @Test
    void aFailedReauthorizationChangesNothing() {
        connected(1, 1);
        world.send(reauthorize(1, 2, NOON));
        world.send(
                new FailAuthorization(
                        connection(1),
                        Samples.attempt(2),
                        FailureReason.ACCESS_DENIED,
                        null,
                        NOON));

        assertThat(world.connection(1).authorization()).isEqualTo(Samples.authorization(1));
        assertThat(world.authorization(1).inEffect()).isTrue();
    }

    @Test
    void sharersKeepTheOldAuthorizationWhenOneReauthorizes() {
        connected(1, 1);
        shared(2, 1);
        world.send(reauthorizeWithKey(1, 2, NOON));

        assertThat(world.connection(1).authorization()).isEqualTo(Samples.authorization(2));
        assertThat(world.connection(2).authorization()).isEqualTo(Samples.authorization(1));
        assertThat(world.authorization(1).connections()).containsExactly(connection(2));
        assertThat(world.authorization(1).inEffect()).isTrue();
    }

    @Test
    void anAuthorizationIsNeverReusedAcrossUsersOrConfigurations() {
        connected(1, 1);
        world.send(create(2, GRACE, FINGERPRINT));
        world.send(create(3, ADA, OTHER_FINGERPRINT));

        refused(ErrorCode.AUTHORIZATION_UNKNOWN, reuse(2, 1, null));
        refused(ErrorCode.AUTHORIZATION_NOT_REUSABLE, reuse(3, 1, null));
        assertThat(world.connection(2).authorization()).isNull();
        assertThat(world.connection(3).authorization()).isNull();
    }

    @Test
    void aNamelessAuthorizationIsNamedWhenItIsChosenAndKeepsTheName() {
        imported(1, 1);
        world.send(create(2));
        world.send(create(3));

        refused(ErrorCode.ACCOUNT_NAME_REQUIRED, reuse(2, 1, null));
        world.send(reuse(2, 1, "ada@acme.example"));
        assertThat(world.authorization(1).accountName()).isEqualTo("ada@acme.example");
        refused(ErrorCode.ACCOUNT_NAME_GIVEN, reuse(3, 1, "Ada at work"));
        world.send(reuse(3, 1, null));
        assertThat(world.authorization(1).connections()).hasSize(3);
    }

    @Test
    void revokingDisconnectsAllSharersAndAsksForThemFirst() {
        connected(1, 1);
        shared(2, 1);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        world.send(
                                new RevokeAuthorization(
                                        Samples.authorization(1), Set.of(connection(1)), NOON)))
                .satisfies(refusal ->
                        assertThat(refusal.extras())
                                .containsEntry("connections", List.of("con_1", "con_2")));
        assertThat(
                        types(
                                world.send(
                                        new RevokeAuthorization(
                                                Samples.authorization(1),
                                                Set.of(connection(1), connection(2)),
                                                NOON))))
                .containsExactly(
                        "authorization.revoked",
                        "connection.disconnected",
                        "connection.disconnected");
        assertThat(world.connection(2).authorization()).isNull();
        world.send(create(3));
        refused(ErrorCode.AUTHORIZATION_NOT_IN_EFFECT, reuse(3, 1, null));
    }

    @Test
    void aReauthorizationThatOutlivesARevocationConnectsAnew() {
        connected(1, 1);
        world.send(reauthorize(1, 2, NOON));
        world.send(receive(1, 2, NOON));
        world.send(new RevokeAuthorization(Samples.authorization(1), Set.of(connection(1)), NOON));

        assertThat(types(world.send(complete(1, 2, NOON))))
                .containsExactly(
                        "connection.reauthorized", "authorization.granted", "authorization.mapped");
        assertThat(world.connection(1).authorization()).isEqualTo(Samples.authorization(2));
    }

    @Test
    void switchingLeavesTheOldAuthorizationToItsSharers() {
        connected(1, 1);
        connected(2, 2);

        assertThat(
                        types(
                                world.send(
                                        new SwitchAuthorization(
                                                connection(1),
                                                Samples.authorization(2),
                                                null,
                                                NOON))))
                .containsExactly(
                        "connection.authorization_switched",
                        "authorization.mapped",
                        "authorization.unmapped",
                        "authorization.retired");
    }

    @Test
    void aGivenLinkNameThatIsTakenIsRefusedAndAMadeOneCountsUp() {
        world.send(create(1));
        world.send(create(2));
        world.send(create(3));

        assertThat(world.connection(1).linkName()).isEqualTo(new LinkName("acme"));
        assertThat(world.connection(2).linkName()).isEqualTo(new LinkName("acme_2"));
        assertThat(world.connection(3).linkName()).isEqualTo(new LinkName("acme_3"));
        refused(ErrorCode.LINK_NAME_TAKEN, given(create(4)));
    }

    @Test
    void deletingFreesTheLinkNameAndRetiresAnUnsharedAuthorization() {
        connected(1, 1);

        assertThat(types(world.send(new DeleteConnection(connection(1), false, NOON))))
                .containsExactly(
                        "connection.deleted",
                        "link_name.released",
                        "authorization.unmapped",
                        "authorization.retired");
        world.send(given(create(2)));
        assertThat(world.connection(2).linkName()).isEqualTo(new LinkName("acme"));
    }

    @Test
    void aConnectionInUseIsDeletedOnlyByForce() {
        world.send(create(1));
        world.send(new AllowApplication(connection(1), APPLICATION, NOON));

        refused(ErrorCode.CONNECTION_IN_USE, new DeleteConnection(connection(1), false, NOON));
        world.send(new DeleteConnection(connection(1), true, NOON));
    }

    private void connected(int connection, int authorization) {
        world.send(create(connection));
        world.send(startWithKey(connection, authorization, NOON));
    }

    private void shared(int connection, int authorization) {
        world.send(create(connection));
        world.send(reuse(connection, authorization, null));
    }

    private void imported(int connection, int authorization) {
        world.send(create(connection));
        world.authorizations.given(
                new AuthorizationGranted(
                        Samples.authorization(authorization).value(),
                        ADA.value(),
                        SERVICE.value(),
                        1,
                        REGISTRATION.value(),
                        1,
                        FINGERPRINT.value(),
                        null,
                        List.of("contacts.read"),
                        1,
                        null));
        world.authorizations.given(
                new AuthorizationMapped(
                        Samples.authorization(authorization).value(),
                        connection(connection).value()));
    }

    private void refused(ErrorCode code, Object command) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> world.send(command))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static ReuseAuthorization reuse(
            int connection, int authorization, @Nullable String accountName) {
        return new ReuseAuthorization(
                connection(connection),
                Samples.authorization(authorization),
                accountName == null ? null : name(accountName),
                NOON);
    }

    private static CreateConnection given(CreateConnection create) {
        return new CreateConnection(
                create.connection(),
                create.user(),
                create.name(),
                create.linkName(),
                true,
                create.service(),
                create.serviceVersion(),
                create.registration(),
                create.scopes(),
                create.parameters(),
                create.fingerprint(),
                create.at());
    }

    private static List<String> types(List<DomainEvent> events) {
        return events.stream()
                .map(event -> DomainEvents.TYPES.nameOf(event.getClass()).type())
                .toList();
    }
}
