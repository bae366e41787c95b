package dev.mooring.credentials.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.credentials.CredentialKeeper;
import dev.mooring.credentials.Node;
import dev.mooring.credentials.TokenService;
import dev.mooring.credentials.World;
import dev.mooring.credentials.vault.ClientSecrets;
import dev.mooring.credentials.vault.Secret;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.language.activity.DestructionEvent.CredentialDestroyed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.service.Auth.Rotation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Security 22: what no event names is revoked at the service and destroyed; and nothing else. */
@OnEngine(Engine.EMBEDDED)
class Security22SweepTest {

    private static final Duration A_DAY = Duration.ofHours(24).plusMillis(1);

    private final World world;
    private final Node node;

    Security22SweepTest(MongoFixture mongo) {
        world = World.ofTokens(mongo, Rotation.STRICT);
        node = world.node();
    }

    @BeforeEach
    void keep() {
        world.register(node);
        world.create(node);
        world.keep(node, TokenService.FIRST_REFRESH_TOKEN);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anEntryWhoseAttemptFailedIsRevokedAndDestroyedAfterADay() {
        world.append(
                node, 3, new AuthorizationFailed("con_1", "att_1", "exchange_interrupted", null));

        world.clock.advance(A_DAY.minusMillis(1));
        sweep();
        assertThat(isStored()).isTrue();

        world.clock.advance(Duration.ofMillis(1));
        sweep();
        sweep();
        assertThat(isStored()).isFalse();
        assertThat(world.service.revoked()).containsExactly("refresh-1");
        assertThat(world.activity(node))
                .containsExactly(new CredentialDestroyed("aut_1", "revoked"));
    }

    @Test
    void anEntryWhoseAttemptHasNotEndedStays() {
        world.clock.advance(A_DAY.multipliedBy(3));

        sweep();

        assertThat(isStored()).isTrue();
        assertThat(world.service.revoked()).isEmpty();
    }

    @Test
    void anEntryThatTheLogNamesIsTakenIntoUse() {
        world.complete(node);
        world.clock.advance(A_DAY);

        sweep();

        assertThat(node.get(Vault.class).find(World.WORKSPACE, World.AUTHORIZATION))
                .hasValueSatisfying(entry -> {
                    assertThat(entry.current()).isNotNull();
                    assertThat(entry.pending()).isNull();
                });
        assertThat(world.service.revoked()).isEmpty();
    }

    @Test
    void anEntryThatTheLogNamesIsUsedBeforeAnySweep() {
        world.complete(node);

        assertThat(world.node().token()).isEqualTo("access-1");
    }

    @Test
    void whatARefusedCommandWasToNameIsGivenUpAtOnce() {
        world.append(node, 3, new AuthorizationExpired("con_1", "att_1"));

        node.get(CredentialKeeper.class).abandon(World.WORKSPACE, World.AUTHORIZATION, "req-1");

        assertThat(isStored()).isFalse();
        assertThat(world.service.revoked()).containsExactly("refresh-1");
    }

    /** Security 13: a reauthorization that fails must not end the grant that it was to replace. */
    @Test
    void whatIsGivenUpIsNotRevokedWhereTheSameUserHasAnotherInEffect() {
        world.append(
                node,
                0,
                new AuthorizationGranted(
                        "aut_2",
                        World.ADA.value(),
                        World.SERVICE.value(),
                        1,
                        World.REGISTRATION.value(),
                        1,
                        "a".repeat(64),
                        "ada",
                        List.of(),
                        1,
                        null),
                new AuthorizationMapped("aut_2", "con_1"));
        node.endWhatHasEnded();

        node.get(CredentialKeeper.class).abandon(World.WORKSPACE, World.AUTHORIZATION, "req-1");

        assertThat(isStored()).isFalse();
        assertThat(world.service.revoked()).isEmpty();
        assertThat(world.activity(node)).containsExactly(new CredentialDestroyed("aut_1", "left"));
    }

    @Test
    void aClientSecretThatNoEventNamesIsDestroyedAndOneThatIsNamedStays() {
        var secrets = node.get(ClientSecrets.class);
        long orphan =
                secrets.store(World.WORKSPACE, World.REGISTRATION, Secret.of("never registered"));
        world.clock.advance(A_DAY);

        node.get(ClientSecretSweep.class).sweep(World.WORKSPACE);

        assertThat(secrets.read(World.WORKSPACE, World.REGISTRATION, orphan - 1).reveal())
                .isEqualTo("client-secret");
        assertThat(secrets.unclaimed(World.WORKSPACE, world.clock.instant())).isEmpty();
        assertThat(world.database().getCollection("client_secrets").find().first().toJson())
                .doesNotContain("\"version\": " + orphan);
    }

    private void sweep() {
        node.get(OrphanSweep.class).sweep(World.WORKSPACE);
    }

    private boolean isStored() {
        return node.get(Vault.class).find(World.WORKSPACE, World.AUTHORIZATION).isPresent();
    }
}
