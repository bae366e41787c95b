package dev.mooring.connections;

import static dev.mooring.connections.Samples.NOON;
import static dev.mooring.connections.Samples.WORKSPACE;
import static dev.mooring.connections.Samples.connection;
import static dev.mooring.connections.Samples.create;
import static dev.mooring.connections.Samples.name;

import dev.mooring.connections.manage.ManageHandler;
import dev.mooring.deciding.AxonDecisions;
import dev.mooring.eventlog.CommandMetadata;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionCommand.DisableConnection;
import dev.mooring.language.connection.ConnectionCommand.RenameConnection;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The decider as Axon runs it. */
final class ConnectionAggregateTest {

    private static final Map<String, String> OURS =
            Map.of(CommandMetadata.WORKSPACE, WORKSPACE.value());
    private static final Map<String, String> THEIRS = Map.of(CommandMetadata.WORKSPACE, "wsp_2");

    private final AggregateTestFixture<ConnectionAggregate> fixture =
            new AggregateTestFixture<>(ConnectionAggregate.class);

    @BeforeEach
    void handleCommands() {
        fixture.registerAnnotatedCommandHandler(
                new ManageHandler(
                        new AxonDecisions<>(fixture.getRepository(), ConnectionAggregate::new)));
    }

    @Test
    void aConnectionIsRenamed() {
        givenAConnection()
                .when(new RenameConnection(connection(1), name("Support mail"), NOON), OURS)
                .expectEvents(new ConnectionRenamed("con_1", "usr_ada", "Support mail"));
    }

    @Test
    void aConnectionIsDisabledOnce() {
        givenAConnection()
                .andGiven(ours(new ConnectionDisabled("con_1")))
                .when(new DisableConnection(connection(1), NOON), OURS)
                .expectNoEvents();
    }

    @Test
    void aConnectionThatWasNeverCreatedIsUnknown() {
        fixture.givenNoPriorActivity()
                .when(new DisableConnection(connection(1), NOON), OURS)
                .expectException(Refusal.class)
                .expectExceptionMessage(ErrorCode.CONNECTION_UNKNOWN.title());
    }

    /** security.md 25. */
    @Test
    void anotherWorkspacesConnectionIsAsIfItHadNeverBeen() {
        givenAConnection()
                .when(new DisableConnection(connection(1), NOON), THEIRS)
                .expectException(Refusal.class)
                .expectExceptionMessage(ErrorCode.CONNECTION_UNKNOWN.title());
    }

    private TestExecutor<ConnectionAggregate> givenAConnection() {
        var created = new ConnectionDecider().decide(new Connection.None(), create(1));
        return fixture.given(List.of(ours(created.getFirst())));
    }

    private static Object ours(Object event) {
        return new GenericEventMessage<>(event, OURS);
    }
}
