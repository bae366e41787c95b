package dev.mooring.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.eventlog.tck.mongo.ReplicaSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code deploy/faults/run}. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsIT {

    private final long seed = System.nanoTime() >>> 10;

    @Nested
    class OnAReplicaSet {

        @BeforeEach
        void leaveOutWithoutAMongod() {
            var required = Boolean.parseBoolean(System.getenv("MOORING_REQUIRE_MONGOD"));
            assumeTrue(required || ReplicaSet.isPossible(), "LEFT OUT: there is no mongod here");
        }

        @Test
        void failOversLoseAndDoubleNothing() throws Exception {
            assertNothingWrong(Scenarios.failOvers(Breakage.values().length, seed));
        }

        @Test
        void killedAndStoppedNodesLoseAndDoubleNothing() throws Exception {
            assertNothingWrong(Scenarios.killedNodes(5, seed));
        }

        @Test
        void fullDisksLoseAndDoubleNothing() throws Exception {
            assertNothingWrong(Scenarios.fullDisks(seed));
        }

        @Test
        void clocksThatAreWrongChangeNothing() throws Exception {
            assertNothingWrong(Scenarios.clocks(seed));
        }
    }

    @Nested
    class OnTheEmbeddedDatabase {

        @Test
        void killsLoseAndDoubleNothing() throws Exception {
            assertNothingWrong(EmbeddedScenarios.kills(5, seed));
        }

        @Test
        void aFullDiskLosesAndDoublesNothing() throws Exception {
            assertNothingWrong(EmbeddedScenarios.fullDisk(seed));
        }
    }

    private static void assertNothingWrong(Findings findings) {
        assertThat(findings.wrong()).as(findings.row()).isEmpty();
    }
}
