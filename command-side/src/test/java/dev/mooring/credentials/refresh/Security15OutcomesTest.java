package dev.mooring.credentials.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.credentials.Node;
import dev.mooring.credentials.TokenService;
import dev.mooring.credentials.TokenService.Fault;
import dev.mooring.credentials.World;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.activity.RefreshEvent.RefreshFailed;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.language.service.Auth.Rotation;
import dev.mooring.outbound.Headers;
import dev.mooring.outbound.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Security 15: what an answer, or none, leads to. */
@OnEngine(Engine.EMBEDDED)
class Security15OutcomesTest {

    private static final Duration NEARLY_OVER = Duration.ofMinutes(50);
    private static final Duration REST = Duration.ofMinutes(10);
    private static final Outcome NO_CONNECTION =
            new Outcome.NotSent(Outcome.NotSent.Cause.CONNECT_FAILED);
    private static final Outcome NO_ANSWER =
            new Outcome.Ambiguous(Outcome.Ambiguous.Cause.TIMED_OUT, null);

    private final MongoFixture mongo;
    private @Nullable World world;

    Security15OutcomesTest(MongoFixture mongo) {
        this.mongo = mongo;
    }

    @AfterEach
    void close() {
        if (world != null) {
            world.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Rotation.class)
    void whatWasNotSentIsRetriedFreely(Rotation rotation) {
        var world = dueWorld(rotation);
        var node = world.node();
        world.service.nextFails(Fault.instead(NO_CONNECTION));

        assertThat(node.token()).isEqualTo("access-1");
        assertThat(world.activity(node)).contains(failed("not_sent", null));

        world.clock.advance(Duration.ofSeconds(1));
        assertThat(node.token()).isNotEqualTo("access-1");
    }

    @ParameterizedTest
    @CsvSource({"NONE, 1", "GRACE, 2", "UNKNOWN, 2", "STRICT, 1"})
    void whatIsSentAndNotAnsweredIsSentAgainAtOnceWhereThatCostsNoGrant(
            Rotation rotation, int sent) {
        var world = dueWorld(rotation);
        var node = world.node();
        world.service.nextFails(Fault.instead(NO_ANSWER));
        world.service.nextFails(Fault.instead(NO_ANSWER));

        assertThat(node.token()).isEqualTo("access-1");

        assertThat(world.service.sent()).isEqualTo(Map.of("refresh-1", sent));
    }

    @ParameterizedTest
    @CsvSource({"GRACE", "UNKNOWN"})
    void theOneRetryMayBringTheTokens(Rotation rotation) {
        var world = dueWorld(rotation);
        var node = world.node();
        world.service.nextFails(Fault.instead(NO_ANSWER));

        assertThat(node.token()).isEqualTo("access-2");
        assertThat(world.activity(node)).contains(failed("unknown", null));
    }

    @Test
    void aLostAnswerOfAServiceWithGraceIsMadeUpForByTheRetry() {
        var world = dueWorld(Rotation.GRACE);
        world.service.nextFails(Fault.answerLost());

        assertThat(world.node().token()).isEqualTo("access-3");
    }

    @ParameterizedTest
    @EnumSource(
            value = Rotation.class,
            names = {"GRACE", "UNKNOWN", "STRICT"})
    void afterThatNothingIsSentAndTheAccessTokenServesUntilItExpires(Rotation rotation) {
        var world = dueWorld(rotation);
        var node = world.node();
        world.service.nextFails(Fault.instead(NO_ANSWER));
        world.service.nextFails(Fault.instead(NO_ANSWER));
        node.token();
        var sent = world.service.sentInAll();

        world.clock.advance(REST.minusMillis(1));
        assertThat(node.token()).isEqualTo("access-1");
        world.clock.advance(Duration.ofMillis(1));
        assertRefused(node, ErrorCode.REFRESH_OUTCOME_UNKNOWN);

        assertThat(world.service.sentInAll()).isEqualTo(sent);
    }

    @Test
    void aServiceThatDoesNotRotateIsAskedAgainAfterAPause() {
        var world = dueWorld(Rotation.NONE);
        var node = world.node();
        world.service.nextFails(Fault.instead(NO_ANSWER));

        assertThat(node.token()).isEqualTo("access-1");
        assertThat(node.token()).isEqualTo("access-1");
        assertThat(world.service.sentInAll()).isEqualTo(1);

        world.clock.advance(Duration.ofSeconds(1));
        assertThat(node.token()).isEqualTo("access-again-2");
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "429"})
    void aServiceThatIsBrokenIsLeftAloneAndTheTokenServesWhileItLives(int status) {
        var world = dueWorld(Rotation.STRICT);
        var node = world.node();
        world.service.nextFails(Fault.instead(TokenService.answer(status, "")));

        assertThat(node.token()).isEqualTo("access-1");
        assertThat(node.token()).isEqualTo("access-1");
        assertThat(world.service.sentInAll()).isEqualTo(1);
        assertThat(world.activity(node)).contains(failed("try_later", null));

        world.clock.advance(REST);
        world.service.nextFails(Fault.instead(TokenService.answer(status, "")));
        assertRefused(node, ErrorCode.CREDENTIAL_UNAVAILABLE);

        world.clock.advance(Duration.ofSeconds(2));
        assertThat(node.token()).isEqualTo("access-2");
    }

    @Test
    void aServiceIsLeftAloneForAsLongAsItAsks() {
        var world = dueWorld(Rotation.STRICT);
        var node = world.node();
        world.service.nextFails(
                Fault.instead(
                        new Outcome.Answered(
                                503, new Headers(Map.of("Retry-After", List.of("120"))), "")));
        node.token();

        world.clock.advance(Duration.ofSeconds(119));
        assertThat(node.token()).isEqualTo("access-1");
        assertThat(world.service.sentInAll()).isEqualTo(1);

        world.clock.advance(Duration.ofSeconds(1));
        assertThat(node.token()).isEqualTo("access-2");
    }

    @ParameterizedTest
    @CsvSource({"502", "504"})
    void aGatewayThatFailedMeansThatNobodyKnows(int status) {
        var world = dueWorld(Rotation.STRICT);
        world.service.nextFails(Fault.instead(TokenService.answer(status, "")));

        world.node().token();

        assertThat(world.activity(world.node())).contains(failed("unknown", null));
    }

    @Test
    void aGrantThatIsGoneIsForThePersonToRenew() {
        var world = dueWorld(Rotation.STRICT);
        var node = world.node();
        world.service.end();

        assertRefused(node, ErrorCode.AUTHORIZATION_NEEDS_REAUTHORIZATION);
        assertRefused(node, ErrorCode.AUTHORIZATION_NEEDS_REAUTHORIZATION);

        assertThat(world.service.sentInAll()).isEqualTo(1);
        assertThat(node.get("log", EventLog.class).readAggregate("aut_1", 0).getLast().event())
                .isEqualTo(new ReauthorizationNeeded("aut_1", "invalid_grant", 1));
    }

    @ParameterizedTest
    @CsvSource({"invalid_client", "unauthorized_client", "invalid_request"})
    void aClientThatIsNotAcceptedCostsNobodyHisConnection(String error) {
        var world = dueWorld(Rotation.STRICT);
        var node = world.node();
        world.service.nextFails(
                Fault.instead(TokenService.answer(401, "{\"error\":\"%s\"}".formatted(error))));

        assertThat(node.token()).isEqualTo("access-1");
        assertThat(world.activity(node)).contains(failed("refused", error));

        world.clock.advance(Duration.ofSeconds(1));
        assertThat(node.token()).isEqualTo("access-2");
    }

    @Test
    void aClientThatIsGoneCostsNobodyHisConnectionEither() {
        var made = World.ofTokens(mongo, Rotation.STRICT);
        world = made;
        var node = made.node();
        made.create(node);
        made.grant(node);
        made.clock.advance(NEARLY_OVER);

        assertThat(node.token()).isEqualTo("access-1");
        made.clock.advance(REST);
        assertRefused(node, ErrorCode.CREDENTIAL_UNAVAILABLE);

        made.register(node);
        made.clock.advance(Duration.ofSeconds(2));
        assertThat(node.token()).isEqualTo("access-2");
    }

    @Test
    void aGrantWithoutARefreshTokenEndsWithItsAccessToken() {
        world = World.ofTokens(mongo, Rotation.STRICT);
        var world = this.world;
        var node = world.node();
        world.register(node);
        world.create(node);
        world.keep(node, null);
        world.complete(node);

        world.clock.advance(NEARLY_OVER);
        assertThat(node.token()).isEqualTo("access-1");

        world.clock.advance(REST);
        assertRefused(node, ErrorCode.AUTHORIZATION_NEEDS_REAUTHORIZATION);
        assertThat(node.get("log", EventLog.class).readAggregate("aut_1", 0).getLast().event())
                .isEqualTo(new ReauthorizationNeeded("aut_1", "not_refreshable", 1));
    }

    private World dueWorld(Rotation rotation) {
        var made = World.ofTokens(mongo, rotation);
        world = made;
        made.connect(made.node());
        made.clock.advance(NEARLY_OVER);
        return made;
    }

    private static RefreshFailed failed(String outcome, @Nullable String error) {
        return new RefreshFailed("aut_1.1", "aut_1", 1, outcome, error);
    }

    private static void assertRefused(Node node, ErrorCode code) {
        assertThatThrownBy(node::token)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
