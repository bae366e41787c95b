package dev.mooring.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.eventlog.tck.mongo.ReplicaSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code deploy/faults/run}. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsIT {

    private final long seed = System.nanoTime() >>> 10;
    private final String name;

    FaultsIT(TestInfo test) {
        name = test.getDisplayName();
    }

    @Nested
    class OnAReplicaSet {

        @BeforeEach
        void leaveOutWithoutAMongod() {
            var required = Boolean.parseBoolean(System.getenv("MOORING_REQUIRE_MONGOD"));
            assumeTrue(required || ReplicaSet.isPossible(), "LEFT OUT: there is no mongod here");
        }

        @Test
        void failOversLoseAndDoubleNothing() throws Exception {
            assertNothingWrong(findings -> Scenarios.failOvers(Breakage.values().length, findings));
        }

        @Test
        void killedAndStoppedNodesLoseAndDoubleNothing() throws Exception {
            assertNothingWrong(findings -> Scenarios.killedNodes(5, findings));
        }

        @Test
        void fullDisksLoseAndDoubleNothing() throws Exception {
            assertNothingWrong(Scenarios::fullDisks);
        }

        @Test
        void clocksThatAreWrongChangeNothing() throws Exception {
            assertNothingWrong(Scenarios::clocks);
        }
    }

    @Nested
    class OnTheEmbeddedDatabase {

        @Test
        void killsLoseAndDoubleNothing() throws Exception {
            assertNothingWrong(findings -> EmbeddedScenarios.kills(3, findings));
        }

        @Test
        void aFullDiskLosesAndDoublesNothing() throws Exception {
            assertNothingWrong(EmbeddedScenarios::fullDisk);
        }
    }

    private interface Scenario {
        void run(Findings findings) throws Exception;
    }

    private void assertNothingWrong(Scenario scenario) throws Exception {
        var findings = new Findings(name, seed);
        scenario.run(findings);
        assertThat(findings.wrong()).as(findings.row()).isEmpty();
    }
}
