package dev.mooring.credentials.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.mooring.credentials.vault.LeaseAnswer.Changed;
import dev.mooring.credentials.vault.LeaseAnswer.Gone;
import dev.mooring.credentials.vault.LeaseAnswer.Held;
import dev.mooring.credentials.vault.LeaseAnswer.Leased;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Security 14: at most one refresh sent for each generation, over all nodes. */
abstract class RefreshLeasesContract extends VaultFixture {

    private static final Duration LENGTH = Duration.ofSeconds(30);

    private final Vault vault = vault();
    private final RefreshLeases here = node();
    private final RefreshLeases there = node();

    RefreshLeasesContract(MongoClient client, String database) {
        super(client, database);
    }

    @BeforeEach
    void grant() {
        vault.store(WORKSPACE, AUTHORIZATION, ATTEMPT, fields("raw"));
        vault.promote(WORKSPACE, AUTHORIZATION, 1, fields("granted"));
    }

    @Test
    void oneNodeAtATimeMayRefresh() {
        assertThat(acquire(here, 1))
                .isEqualTo(
                        new Leased(new RefreshLease(WORKSPACE, AUTHORIZATION, 1, 1, until(), 0)));

        assertThat(acquire(there, 1)).isEqualTo(new Held(until()));
        assertThat(acquire(here, 1)).isEqualTo(new Held(until()));
    }

    @RepeatedTest(5)
    void ofManyNodesThatAskAtOnceOneMayRefresh() throws Exception {
        var answers = Racing.run(8, _ -> () -> acquire(node(), 1));

        assertThat(answers).filteredOn(Leased.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Held.class::isInstance).hasSize(7);
    }

    @Test
    void aRefreshIsSentWhileTheLeaseLasts() {
        var lease = leased(here, 1);

        now = now.plus(LENGTH).minusMillis(1);
        assertThat(here.start(lease)).isTrue();

        now = now.plusMillis(1);
        assertThat(here.start(lease)).isFalse();
    }

    @Test
    void aLeaseThatEndedUnusedPassesOnAsIfItHadNeverBeen() {
        var old = leased(here, 1);
        now = now.plus(LENGTH);

        var next = leased(there, 1);

        assertThat(next.epoch()).isGreaterThan(old.epoch());
        assertThat(next.unanswered()).isZero();
        assertThat(here.start(old)).isFalse();
        assertThat(there.start(next)).isTrue();
    }

    @Test
    void theNextHolderIsToldOfARefreshThatWasSentAndNeverAnswered() {
        here.start(leased(here, 1));
        now = now.plus(LENGTH);

        var next = leased(there, 1);
        assertThat(next.unanswered()).isEqualTo(1);

        there.start(next);
        now = now.plus(LENGTH);
        assertThat(leased(here, 1).unanswered()).isEqualTo(2);
    }

    @Test
    void aSuccessThatComesAfterTheLeaseIsKeptAndStopsTheNextHolder() {
        here.start(leased(here, 1));
        now = now.plus(LENGTH);
        var next = leased(there, 1);

        assertThat(vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("late success"))).isTrue();

        assertThat(there.start(next)).isFalse();
        assertThat(acquire(there, 1)).isEqualTo(new Changed());
    }

    @Test
    void aRefreshOfWhichNothingCameIsTakenBack() {
        var lease = leased(here, 1);
        here.start(lease);

        here.settle(lease);

        assertThat(leased(there, 1).unanswered()).isZero();
    }

    @Test
    void aLeaseGivenBackWithoutAnAnswerPassesOnAtOnceWithItsCount() {
        var lease = leased(here, 1);
        here.start(lease);

        here.release(lease);

        assertThat(here.start(lease)).isFalse();
        assertThat(leased(there, 1).unanswered()).isEqualTo(1);
    }

    @Test
    void aLateHolderCannotEndTheLeaseOfTheNextOne() {
        var old = leased(here, 1);
        here.start(old);
        now = now.plus(LENGTH);
        leased(there, 1);

        here.settle(old);
        here.release(old);

        assertThat(acquire(here, 1)).isEqualTo(new Held(until()));
        now = now.plus(LENGTH);
        assertThat(leased(here, 1).unanswered()).isEqualTo(1);
    }

    @Test
    void eachGenerationIsCountedForItself() {
        var first = leased(here, 1);
        here.start(first);
        vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("raw 2"));
        vault.promote(WORKSPACE, AUTHORIZATION, 2, fields("parsed 2"));

        var second = leased(there, 2);

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.unanswered()).isZero();
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        here.settle(first);
        assertThat(acquire(here, 2)).isEqualTo(new Held(until()));
    }

    @Test
    void aGenerationThatIsNotTheCurrentOneIsNotRefreshed() {
        assertThat(acquire(here, 2)).isEqualTo(new Changed());
        vault.stage(WORKSPACE, AUTHORIZATION, 1, fields("raw 2"));
        assertThat(acquire(here, 1)).isEqualTo(new Changed());
        vault.promote(WORKSPACE, AUTHORIZATION, 2, fields("parsed 2"));
        assertThat(acquire(here, 1)).isEqualTo(new Changed());
    }

    @Test
    void whatIsNotThereIsNotRefreshed() {
        var lease = leased(here, 1);
        vault.destroy(WORKSPACE, AUTHORIZATION);

        assertThat(acquire(here, 1)).isEqualTo(new Gone());
        assertThat(here.start(lease)).isFalse();
        assertThat(here.acquire(WORKSPACE, OTHER_AUTHORIZATION, 1, LENGTH)).isEqualTo(new Gone());
        assertThat(here.acquire(OTHER_WORKSPACE, AUTHORIZATION, 1, LENGTH)).isEqualTo(new Gone());
    }

    private RefreshLeases node() {
        return new RefreshLeases(database, () -> now);
    }

    private Instant until() {
        return now.plus(LENGTH);
    }

    private static LeaseAnswer acquire(RefreshLeases node, long version) {
        return node.acquire(WORKSPACE, AUTHORIZATION, version, LENGTH);
    }

    private static RefreshLease leased(RefreshLeases node, long version) {
        return ((Leased) acquire(node, version)).lease();
    }
}
