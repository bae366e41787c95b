package dev.mooring.credentials.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.credentials.TokenService.Fault;
import dev.mooring.credentials.World;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.activity.DeliveryEvent.DeliveryMade;
import dev.mooring.language.activity.RefreshEvent.RefreshFailed;
import dev.mooring.language.activity.RefreshEvent.RefreshStarted;
import dev.mooring.language.activity.RefreshEvent.RefreshSucceeded;
import dev.mooring.language.service.Auth.Rotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Security 14: at most one refresh is sent for each generation, over all nodes. */
abstract class Security14RefreshContract {

    private static final Duration NEARLY_OVER = Duration.ofMinutes(50);

    private final MongoFixture mongo;
    private @Nullable World world;

    Security14RefreshContract(MongoFixture mongo) {
        this.mongo = mongo;
    }

    @AfterEach
    void close() {
        if (world != null) {
            world.close();
        }
    }

    @Test
    void tokensAreHandedOutAsTheyAreUntilTheyAreDue() {
        var world = world(Rotation.STRICT);
        var node = world.node();
        world.connect(node);

        world.clock.advance(Duration.ofMinutes(45).minusMillis(1));
        assertThat(node.token()).isEqualTo("access-1");
        assertThat(world.service.sentInAll()).isZero();

        world.clock.advance(Duration.ofMillis(1));
        assertThat(node.token()).isEqualTo("access-2");
        assertThat(node.token()).isEqualTo("access-2");
        assertThat(world.service.sentInAll()).isEqualTo(1);
    }

    @Test
    void tokensThatAreNeededForLongerThanTheyLastAreRefreshed() {
        var world = world(Rotation.STRICT);
        var node = world.node();
        world.connect(node);
        world.clock.advance(Duration.ofMinutes(20));

        assertThat(node.fetch(Duration.ofMinutes(39)).expiresAt())
                .isEqualTo(World.NOON.plus(World.LIFETIME));
        assertThat(node.fetch(Duration.ofMinutes(41)).expiresAt())
                .isEqualTo(world.clock.instant().plus(World.LIFETIME));
    }

    @Test
    void aRefreshIsOnRecordFromBeforeItIsSent() {
        var world = world(Rotation.STRICT);
        var node = world.node();
        world.connect(node);
        world.clock.advance(NEARLY_OVER);
        world.service.nextFails(service -> {
            assertThat(world.activity(node).getLast()).isInstanceOf(RefreshStarted.class);
            return service.get();
        });

        node.fetch();

        assertThat(world.activity(node))
                .startsWith(
                        new RefreshStarted("aut_1.1", "aut_1", 1, 1),
                        new RefreshSucceeded("aut_1.1", "aut_1", 1, 2))
                .satisfiesExactly(
                        started -> {},
                        succeeded -> {},
                        made -> assertThat(((DeliveryMade) made).vaultVersion()).isEqualTo(2));
    }

    @RepeatedTest(3)
    void ofManyWhoFetchAtOnceOnTwoNodesOneRefreshes() throws Exception {
        var world = world(Rotation.STRICT);
        var one = world.node();
        var other = world.node();
        world.connect(one);
        world.clock.advance(World.LIFETIME);

        var tokens = racing(one::token, other::token, one::token, other::token);

        assertThat(tokens).containsOnly("access-2");
        assertThat(world.service.sent()).isEqualTo(Map.of("refresh-1", 1));
    }

    @Test
    void whileAnotherNodeRefreshesTokensThatStillServeAreNotWaitedFor() throws Exception {
        var world = world(Rotation.STRICT);
        var one = world.node();
        var other = world.node();
        world.connect(one);
        world.clock.advance(NEARLY_OVER);
        var sending = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        world.service.nextFails(paused(sending, goOn));
        var first = started(one::token);
        sending.await();

        assertThat(other.token()).isEqualTo("access-1");

        goOn.countDown();
        assertThat(first.get()).isEqualTo("access-2");
        assertThat(world.service.sentInAll()).isEqualTo(1);
    }

    @Test
    void aNodeThatSleptThroughItsLeaseBringsItsSuccessHomeAndTheTokenWasSentOnce()
            throws Exception {
        var world = world(Rotation.STRICT);
        var sleeper = world.node();
        var other = world.node();
        world.connect(sleeper);
        world.clock.advance(NEARLY_OVER);
        var sending = new CountDownLatch(1);
        var wakeUp = new CountDownLatch(1);
        world.service.nextFails(asleepAfter(sending, wakeUp));
        var slept = started(sleeper::token);
        sending.await();
        world.clock.advance(Refresher.LEASE);

        assertThat(other.token()).isEqualTo("access-1");
        world.clock.advance(Duration.ofMinutes(15));
        assertRefused(other::token, ErrorCode.REFRESH_OUTCOME_UNKNOWN);

        wakeUp.countDown();
        assertThat(slept.get()).isEqualTo("access-2");
        assertThat(other.token()).isEqualTo("access-2");
        assertThat(world.service.sent()).isEqualTo(Map.of("refresh-1", 1));
    }

    @Test
    void aSuccessThatComesHomeLateHealsTheRefusalThatAnotherNodeGot() throws Exception {
        var world = world(Rotation.UNKNOWN);
        var sleeper = world.node();
        var other = world.node();
        world.connect(sleeper);
        world.clock.advance(NEARLY_OVER);
        var sending = new CountDownLatch(1);
        var wakeUp = new CountDownLatch(1);
        world.service.nextFails(asleepAfter(sending, wakeUp));
        var slept = started(sleeper::token);
        sending.await();
        world.clock.advance(Refresher.LEASE);

        assertRefused(other::token, ErrorCode.AUTHORIZATION_NEEDS_REAUTHORIZATION);
        assertRefused(other::token, ErrorCode.AUTHORIZATION_NEEDS_REAUTHORIZATION);

        wakeUp.countDown();
        assertThat(slept.get()).isEqualTo("access-2");
        assertThat(other.token()).isEqualTo("access-2");
        assertThat(world.service.sent()).isEqualTo(Map.of("refresh-1", 2));
        assertThat(world.activity(other))
                .contains(
                        new RefreshFailed("aut_1.1", "aut_1", 1, "refused", "invalid_grant"),
                        new RefreshSucceeded("aut_1.1", "aut_1", 1, 2));
    }

    @Test
    void theFirstSuccessIsKeptWhateverItsEpoch() throws Exception {
        var world = world(Rotation.NONE);
        var sleeper = world.node();
        var other = world.node();
        world.connect(sleeper);
        world.clock.advance(NEARLY_OVER);
        var sending = new CountDownLatch(1);
        var wakeUp = new CountDownLatch(1);
        world.service.nextFails(asleepAfter(sending, wakeUp));
        var slept = started(sleeper::token);
        sending.await();
        world.clock.advance(Refresher.LEASE);

        assertThat(other.token()).isEqualTo("access-again-2");

        wakeUp.countDown();
        assertThat(slept.get()).isEqualTo("access-again-2");
        assertThat(world.activity(other))
                .contains(new RefreshFailed("aut_1.1", "aut_1", 1, "superseded", null))
                .filteredOn(RefreshSucceeded.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aVaultThatIsOlderThanWhatIsOnRecordSendsNothing() {
        var world = world(Rotation.STRICT);
        var node = world.node();
        world.connect(node);
        var backup = world.backup();
        world.clock.advance(NEARLY_OVER);
        node.fetch();

        world.database().getCollection("vault").drop();
        world.database().getCollection("vault").insertOne(backup);

        assertRefused(node::token, ErrorCode.VAULT_ROLLED_BACK);
        assertThat(world.service.sentInAll()).isEqualTo(1);
    }

    private World world(Rotation rotation) {
        var made = World.ofTokens(mongo, rotation);
        world = made;
        return made;
    }

    private static Fault paused(CountDownLatch sending, CountDownLatch goOn) {
        return service -> {
            sending.countDown();
            await(goOn);
            return service.get();
        };
    }

    /** The service acts and answers; who asked sees it later. */
    private static Fault asleepAfter(CountDownLatch sending, CountDownLatch wakeUp) {
        return service -> {
            var answer = service.get();
            sending.countDown();
            await(wakeUp);
            return answer;
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> Future<T> started(Callable<T> call) {
        var task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }

    @SafeVarargs
    private static List<String> racing(Callable<String>... calls) throws Exception {
        var barrier = new CyclicBarrier(calls.length);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<String>>();
            for (var call : calls) {
                running.add(
                        threads.submit(() -> {
                            barrier.await();
                            return call.call();
                        }));
            }
            var results = new ArrayList<String>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private static void assertRefused(Callable<String> call, ErrorCode code) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
