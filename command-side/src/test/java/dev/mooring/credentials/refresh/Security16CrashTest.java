package dev.mooring.credentials.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.credentials.Steps;
import dev.mooring.credentials.Steps.Died;
import dev.mooring.credentials.World;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.activity.RefreshEvent.RefreshSucceeded;
import dev.mooring.language.service.Auth.Rotation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Security 16: a node dies before or after each step of a refresh, and another one goes on. The
 * steps: lease, record of the start, count, request, answer sealed, record of the success, in use,
 * record of the delivery.
 */
@OnEngine(Engine.EMBEDDED)
class Security16CrashTest {

    private static final List<String> ALL =
            List.of("vault", "record", "vault", "send", "vault", "record", "vault", "record");

    private final MongoFixture mongo;
    private @Nullable World world;

    Security16CrashTest(MongoFixture mongo) {
        this.mongo = mongo;
    }

    @AfterEach
    void close() {
        if (world != null) {
            world.close();
        }
    }

    @Test
    void theseAreTheSteps() {
        var world = dueWorld(Rotation.STRICT);
        var steps = new Steps();
        var node = world.node(steps);
        steps.watch();

        node.token();

        assertThat(steps.taken()).isEqualTo(ALL);
    }

    /** Before anything is on record the refresh is as if it had not been. */
    @ParameterizedTest
    @CsvSource({"0, true", "0, false", "1, true"})
    void aNodeThatDiesBeforeTheStartIsOnRecordCostsNothing(int step, boolean before) {
        var world = dueWorld(Rotation.STRICT);

        die(world, step, before);
        world.clock.advance(Refresher.LEASE);

        assertThat(world.node().token()).isEqualTo("access-2");
        assertThat(world.service.sent()).isEqualTo(Map.of("refresh-1", 1));
        assertSucceededOnce(world);
    }

    /** On record and not sealed: nobody knows, so that a strict service is not asked again. */
    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "2, false", "3, true", "3, false", "4, true"})
    void aNodeThatDiesBetweenStartAndSealLeavesAnUnknownOutcome(int step, boolean before) {
        var world = dueWorld(Rotation.STRICT);

        die(world, step, before);
        var sent = world.service.sentInAll();
        world.clock.advance(Refresher.LEASE);
        assertThat(world.node().token()).isEqualTo("access-1");

        world.clock.advance(Duration.ofMinutes(10));
        assertThatThrownBy(world.node()::token)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(ErrorCode.REFRESH_OUTCOME_UNKNOWN));
        assertThat(world.service.sentInAll()).isEqualTo(sent);
    }

    /** The same at services where a second use costs nothing. */
    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "2, false", "3, true", "3, false", "4, true"})
    void whereATokenMayBeUsedTwiceAnotherNodeMakesUpForIt(int step, boolean before) {
        var world = dueWorld(Rotation.GRACE);

        die(world, step, before);
        world.clock.advance(Refresher.LEASE);

        assertThat(world.node().token()).isNotEqualTo("access-1");
        assertSucceededOnce(world);
    }

    /** Once sealed nothing is lost, and nothing is waited for. */
    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "5, false", "6, true", "6, false", "7, true", "7, false"})
    void aNodeThatDiesAfterTheSealLosesNothing(int step, boolean before) {
        var world = dueWorld(Rotation.STRICT);

        die(world, step, before);

        assertThat(world.node().token()).isEqualTo("access-2");
        assertThat(world.service.sent()).isEqualTo(Map.of("refresh-1", 1));
        assertSucceededOnce(world);

        world.clock.advance(World.LIFETIME);
        assertThat(world.node().token()).isEqualTo("access-3");
    }

    /** A refusal that is on record is not asked for again. */
    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "5, false", "6, true", "6, false"})
    void aNodeThatDiesAfterARefusalLeavesItForTheNextToTell(int step, boolean before) {
        var world = dueWorld(Rotation.STRICT);
        world.service.end();

        die(world, step, before);
        world.clock.advance(Refresher.LEASE);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(world.node()::token)
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal ->
                                    assertThat(refusal.code())
                                            .isEqualTo(
                                                    ErrorCode.AUTHORIZATION_NEEDS_REAUTHORIZATION));
        }
        assertThat(world.service.sent()).isEqualTo(Map.of("refresh-1", 1));
    }

    /** A success that heals a refusal heals it too where its node dies before it says so. */
    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "5, false", "6, true", "6, false", "7, true"})
    void aSuccessThatNobodyToldOfHealsTheRefusalAllTheSame(int step, boolean before) {
        var world = dueWorld(Rotation.UNKNOWN);
        var other = world.node();
        world.service.nextFails(service -> {
            var answer = service.get();
            // It sleeps through its lease, and another node gets the refusal.
            world.clock.advance(Refresher.LEASE);
            assertThatThrownBy(other::token).isInstanceOf(Refusal.class);
            return answer;
        });

        die(world, step, before);

        assertThat(other.token()).isEqualTo("access-2");
        assertThat(world.node().token()).isEqualTo("access-2");
        assertSucceededOnce(world);
    }

    private static void die(World world, int step, boolean before) {
        var steps = new Steps();
        var node = world.node(steps);
        steps.dieAt(step, before);
        assertThatThrownBy(node::token).isInstanceOf(Died.class);
    }

    private static void assertSucceededOnce(World world) {
        assertThat(world.activity(world.node()))
                .filteredOn(event ->
                        event instanceof RefreshSucceeded succeeded && succeeded.generation() == 1)
                .hasSize(1);
    }

    private World dueWorld(Rotation rotation) {
        var made = World.ofTokens(mongo, rotation);
        world = made;
        made.connect(made.node());
        made.clock.advance(Duration.ofMinutes(50));
        return made;
    }
}
