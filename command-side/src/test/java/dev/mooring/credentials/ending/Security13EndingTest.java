package dev.mooring.credentials.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.credentials.Node;
import dev.mooring.credentials.Steps;
import dev.mooring.credentials.Steps.Died;
import dev.mooring.credentials.World;
import dev.mooring.credentials.vault.Vault;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.language.activity.DestructionEvent.CredentialDestroyed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.language.service.Auth.Rotation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Security 13: an authorization that ends is revoked at its service, and its credential destroyed.
 */
@OnEngine(Engine.EMBEDDED)
class Security13EndingTest {

    private final World world;
    private final Node node;

    Security13EndingTest(MongoFixture mongo) {
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
    void aRevokedAuthorizationIsRevokedAtTheServiceAndItsCredentialDestroyed() {
        world.append(node, 2, new AuthorizationRevoked("aut_1"));

        node.endWhatHasEnded();
        node.endWhatHasEnded();

        assertThat(world.service.revoked()).containsExactly("refresh-1");
        assertDestroyed("revoked");
    }

    @Test
    void theLogLeadsItThereByPosition() throws InterruptedException {
        world.append(node, 2, new AuthorizationRevoked("aut_1"));
        var axon = node.get(AxonLog.class);
        var head = node.get("log", EventLog.class).head().position();

        try (var processor =
                axon.processor(
                        WhenAuthorizationEndsThenDestroy.NAME,
                        node.get(WhenAuthorizationEndsThenDestroy.class))) {
            processor.start();
            axon.positions().await(processor.name(), head, Duration.ofSeconds(20));
        }

        assertDestroyed("revoked");
    }

    @Test
    void aRetiredOneToo() {
        world.append(
                node,
                2,
                new AuthorizationUnmapped("aut_1", "con_1"),
                new AuthorizationRetired("aut_1"));

        node.endWhatHasEnded();

        assertThat(world.service.revoked()).containsExactly("refresh-1");
        assertDestroyed("revoked");
    }

    @Test
    void whereTheSameUserHasAnotherInEffectTheServiceIsLeftAloneSinceItMightEndBoth() {
        grantAnother();
        world.append(node, 2, new AuthorizationRevoked("aut_1"));

        node.endWhatHasEnded();

        assertThat(world.service.revoked()).isEmpty();
        assertDestroyed("left");
    }

    @Test
    void oneThatTheServiceNoLongerHonoursIsNotSpared() {
        grantAnother();
        world.append(node, 2, new ReauthorizationNeeded("aut_2", "invalid_grant", 1));
        world.append(node, 2, new AuthorizationRevoked("aut_1"));

        node.endWhatHasEnded();

        assertThat(world.service.revoked()).containsExactly("refresh-1");
    }

    @Test
    void theNewestGenerationIsRevoked() {
        world.clock.advance(World.LIFETIME);
        node.fetch();
        world.append(node, 2, new AuthorizationRevoked("aut_1"));

        node.endWhatHasEnded();

        assertThat(world.service.revoked()).containsExactly("refresh-2");
    }

    /** The steps: request to the service, destruction, record. */
    @ParameterizedTest
    @CsvSource({"0, true", "0, false", "1, true", "1, false", "2, true", "2, false"})
    void aNodeThatDiesInBetweenLeavesTheRestToTheNext(int step, boolean before) {
        var steps = new Steps();
        var dying = world.node(steps);
        world.append(node, 2, new AuthorizationRevoked("aut_1"));
        steps.dieAt(step, before);

        assertThatThrownBy(dying::endWhatHasEnded)
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(Died.class),
                        e -> assertThat(e).hasCauseInstanceOf(Died.class));
        node.endWhatHasEnded();

        assertThat(node.get(Vault.class).find(World.WORKSPACE, World.AUTHORIZATION)).isEmpty();
        assertThat(world.activity(node)).hasSize(1);
        assertThat(world.service.revoked()).contains("refresh-1");
    }

    private void grantAnother() {
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
                new AuthorizationMapped("aut_2", "con_2"));
    }

    private void assertDestroyed(String atService) {
        assertThat(node.get(Vault.class).find(World.WORKSPACE, World.AUTHORIZATION)).isEmpty();
        assertThat(world.activity(node))
                .filteredOn(CredentialDestroyed.class::isInstance)
                .containsExactly(new CredentialDestroyed("aut_1", atService));
    }
}
