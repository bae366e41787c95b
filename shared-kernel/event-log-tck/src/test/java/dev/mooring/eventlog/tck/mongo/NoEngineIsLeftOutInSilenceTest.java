package dev.mooring.eventlog.tck.mongo;

import static dev.mooring.eventlog.tck.mongo.EngineCoverage.assertThatEveryContractRunsOnEveryEngine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.eventlog.tck.mongo.MongoFixtures.Search;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoEngineIsLeftOutInSilenceTest {

    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void everyContractRunsOnEveryEngine() {
        assertThatEveryContractRunsOnEveryEngine("dev.mooring.eventlog.tck");
    }

    @Test
    void aContractThatMissesAnEngineIsNamed() {
        assertThatThrownBy(() ->
                        assertThatEveryContractRunsOnEveryEngine("dev.mooring.eventlog.incomplete"))
                .hasMessageContaining("IncompleteContract does not run on [EMBEDDED, REPLICA_SET]");
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDALONE", "REPLICA_SET"})
    void anEngineThatIsMissingIsSkippedByNameAndWithWhatToDo(Engine engine) {
        Search.Missing missing = missing(engine);

        assertThat(MongoExtension.leaveOut(missing, false).isDisabled()).isTrue();
        assertThat(MongoExtension.leaveOut(missing, false).getReason().orElseThrow())
                .contains("LEFT OUT", engine.name(), "run deploy/test");
        assertThat(MongoExtension.banner(missing)).contains("LEFT OUT", engine.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDALONE", "REPLICA_SET"})
    void anEngineThatIsMissingFailsTheGate(Engine engine) {
        assertThatThrownBy(() -> MongoExtension.leaveOut(missing(engine), true))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining(engine.name());
    }

    @Test
    void theGateIsToldByTheEnvironment() {
        assertThat(machine(Map.of("MOORING_REQUIRE_MONGOD", "true")).requiresEveryEngine())
                .isTrue();
        assertThat(machine(NOTHING).requiresEveryEngine()).isFalse();
    }

    @Test
    void aMongodThatIsNamedButIsNotThereIsAnErrorAndNotASkip() {
        MongoFixtures machine = machine(Map.of("MOORING_MONGOD", "/nowhere/mongod"));

        assertThatThrownBy(() -> machine.start(Engine.STANDALONE))
                .hasMessageContaining("/nowhere/mongod");
    }

    private static Search.Missing missing(Engine engine) {
        return (Search.Missing) machine(NOTHING).start(engine);
    }

    private static MongoFixtures machine(Map<String, String> environment) {
        return new MongoFixtures(environment, () -> false);
    }
}
