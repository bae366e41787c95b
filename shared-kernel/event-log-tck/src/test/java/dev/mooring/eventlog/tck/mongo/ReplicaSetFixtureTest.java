package dev.mooring.eventlog.tck.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEngine(Engine.REPLICA_SET)
class ReplicaSetFixtureTest extends FixtureContract {

    private final ReplicaSet set;

    ReplicaSetFixtureTest(ReplicaSet set) {
        this.set = set;
    }

    @AfterEach
    void heal() {
        set.heal();
    }

    @Test
    void aKilledPrimaryIsReplacedAndComesBack() {
        MongoMember killed = set.killPrimary();
        assertThat(killed.isRunning()).isFalse();
        assertThat(set.awaitPrimary()).isNotEqualTo(killed);
        killed.start();
        assertThat(killed.isRunning()).isTrue();
    }

    @Test
    void aPausedPrimaryIsReplaced() {
        MongoMember paused = set.awaitPrimary();
        paused.pause();
        assertThat(set.awaitPrimary()).isNotEqualTo(paused);
    }

    @Test
    void aPrimaryGivesWay() {
        MongoMember before = set.awaitPrimary();
        set.stepDown();
        assertThat(set.awaitPrimary()).isNotEqualTo(before);
    }
}
