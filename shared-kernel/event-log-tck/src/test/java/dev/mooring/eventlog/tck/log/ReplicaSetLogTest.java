package dev.mooring.eventlog.tck.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoMember;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.eventlog.tck.mongo.ReplicaSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnEngine(Engine.REPLICA_SET)
class ReplicaSetLogTest extends LogContract {

    /** An election takes seconds; on a machine that is busy, its members take turns for longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ReplicaSet set;

    ReplicaSetLogTest(ReplicaSet set) {
        super(set);
        this.set = set;
    }

    @AfterEach
    void heal() {
        set.heal();
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void failOversUnderLoadLoseNothingAndWriteNothingTwice() throws Exception {
        var writing = List.of(node("one"), node("two"), node("three"));
        var follower = new Follower(node("reader"));

        try (var load = Load.endless(writing)) {
            for (Runnable fault :
                    List.<Runnable>of(this::killPrimary, set::stepDown, this::pausePrimary)) {
                awaitProgress(load);
                fault.run();
                awaitProgress(load);
                set.heal();
            }
            load.stop();
            load.finish();

            var commits = Chain.verified(writing.getFirst().database);
            var written = new HashSet<String>();
            for (var commit : commits) {
                var id = commit.content().id();
                written.add(id);
                assertThat(load.acknowledged.containsKey(id) || load.unresolved.contains(id))
                        .isTrue();
            }
            assertThat(written).containsAll(load.acknowledged.keySet());
            long head = commits.getLast().last();
            assertThat(follower.upTo(head))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, head).boxed().toList());
        }
    }

    private void killPrimary() {
        set.killPrimary();
    }

    private void pausePrimary() {
        MongoMember primary = set.awaitPrimary();
        primary.pause();
    }

    /** So that a fault hits callers who are in the middle of something, before and after it. */
    private static void awaitProgress(Load load) {
        int before = load.acknowledged.size();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (load.acknowledged.size() < before + 200) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
