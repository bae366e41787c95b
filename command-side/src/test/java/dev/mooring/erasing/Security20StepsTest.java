package dev.mooring.erasing;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.ORIGIN;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.ApiSecret;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.AuthorizationAggregate;
import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.connections.ConnectionAggregate;
import dev.mooring.connections.ConnectionDecider;
import dev.mooring.connections.delete.DeleteHandler;
import dev.mooring.connections.revoke.RevokeHandler;
import dev.mooring.deciding.AxonDecisions;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.eventlog.Receipt;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.UserId;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.workspace.UserCommand.EraseUser;
import dev.mooring.language.workspace.UserEvent.ErasureStarted;
import dev.mooring.language.workspace.UserEvent.UserErased;
import dev.mooring.language.workspace.UserEvent.UserKeyDestroyed;
import dev.mooring.linknames.LinkNameAggregate;
import dev.mooring.workspaces.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Security 20: what an erasure does, in which order, and that it goes on wherever it was broken
 * off.
 */
class Security20StepsTest {

    private static final String ADA = "ada@corp.example";

    private final Nodes nodes = new Nodes();
    private final Nodes.Node node = nodes.start("here");
    private final Belongings belongings = new Belongings(nodes.database());
    private final Erasures erasures = new Erasures(nodes.database());
    private final WhenErasureStartsThenErase policy =
            new WhenErasureStartsThenErase(belongings, erasures);
    private final List<String> done = new ArrayList<>();
    private UserId ada;
    private long folded;

    @BeforeEach
    void connected() {
        subscribe();
        ada = node.users.resolve(WORKSPACE, ADA, ORIGIN);
        create("con_1");
        append(
                1,
                new AuthorizationStarted(
                        "con_1",
                        ada.value(),
                        "att_1",
                        "aut_1",
                        "Work",
                        1,
                        List.of(),
                        "0".repeat(64),
                        AT));
        append(2, new CallbackReceived("con_1", "att_1", null));
        append(3, new ConnectionAuthorized("con_1", "att_1", "aut_1"));
        append(
                0,
                new AuthorizationGranted(
                        "aut_1",
                        ada.value(),
                        "svc_1",
                        1,
                        "reg_1",
                        1,
                        "0".repeat(64),
                        "Work",
                        List.of(),
                        1,
                        null));
        append(1, new AuthorizationMapped("aut_1", "con_1"));
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void itEndsWhatIsHisThenHisCredentialsThenHisKeyThenWhatTellsOfHim() {
        erase();
        eraser(node.sender, Dying.never()).run();

        assertThat(node.log.read(started() - 1, 100))
                .extracting(RecordedEvent::type)
                .containsExactly(
                        "user.erasure_started",
                        "authorization.revoked",
                        "connection.disconnected",
                        "connection.deleted",
                        "link_name.released",
                        "user.key_destroyed",
                        "user.erased");
        assertThat(done).containsExactly("credentials", "credentials", "traces");
        isErased();
    }

    @Test
    void whatItDoesIsAPolicysInAnswerToTheEventThatStartedIt() {
        erase();
        eraser(node.sender, Dying.never()).run();

        var started = node.log.read(started() - 1, 1).getFirst();
        assertThat(node.log.read(started(), 100))
                .extracting(recorded -> recorded.origin().cause())
                .containsOnly(started.id());
        assertThat(node.log.read(started(), 100))
                .extracting(recorded -> recorded.origin().owner())
                .containsOnly(ada.value());
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, mode = EnumSource.Mode.EXCLUDE, names = "DONE")
    void aNodeThatDiesAroundAStepLeavesTheRestToTheNext(Step step) {
        erase();
        eraser(node.sender, Dying.before(step)).run();
        assertThat(erasures.unfinished()).extracting(Erasure::step).containsExactly(step);
        eraser(node.sender, Dying.after(step)).run();
        assertThat(erasures.unfinished()).extracting(Erasure::step).containsExactly(step);

        eraser(node.sender, Dying.never()).run();

        isErased();
    }

    /** The commands: revoke, delete, key destroyed, erased. */
    @ParameterizedTest
    @CsvSource({
        "0, true",
        "0, false",
        "1, true",
        "1, false",
        "2, true",
        "2, false",
        "3, true",
        "3, false"
    })
    void aNodeThatDiesAroundACommandLeavesTheRestToTheNext(int nth, boolean before) {
        erase();
        eraser(new DyingSender(node.sender, nth, before), Dying.never()).run();
        assertThat(erasures.unfinished()).hasSize(1);

        eraser(node.sender, Dying.never()).run();

        isErased();
    }

    @Test
    void whatEveryNodeForgotOfItIsMadeAgainFromTheLog() {
        erase();
        eraser(node.sender, Dying.never()).run();
        nodes.database().getCollection("erasures").drop();
        nodes.database().getCollection("belongings").drop();
        var head = node.log.head();

        policy.handle(node.log.read(0, 1000));
        eraser(node.sender, Dying.never()).run();

        assertThat(node.log.head()).isEqualTo(head);
        isErased();
    }

    /** A command that had been let through on another node, and whose commit took its time. */
    @Test
    void whatComesLateEndsToo() {
        erase();
        eraser(node.sender, Dying.never()).run();
        append(0, new LateConnection(ada.value()).created());
        append(0, new LinkNameClaimed(WORKSPACE.value() + "/late", "late", "con_late"));

        fold();
        eraser(node.sender, Dying.never()).run();

        assertThat(node.events(ConnectionDeleted.class))
                .extracting(ConnectionDeleted::connection)
                .containsExactly("con_1", "con_late");
        assertThat(node.events(UserErased.class)).hasSize(1);
        assertThat(erasures.unfinished()).isEmpty();
    }

    @Test
    void askedTwiceItIsDoneOnce() {
        erase();
        eraser(node.sender, Dying.never()).run();
        var head = node.log.head();

        node.sender.send(new EraseUser(ada, AT), owned());
        fold();
        eraser(node.sender, Dying.never()).run();

        assertThat(node.log.head()).isEqualTo(head);
    }

    @Test
    void onlyTheNodeThatLeadsDoesIt() {
        erase();

        new Eraser(new Led(false), erasures, Map.of()).run();

        assertThat(erasures.unfinished())
                .extracting(Erasure::step)
                .containsExactly(Step.ENDING_CONNECTIONS);
    }

    private void erase() {
        node.sender.send(new EraseUser(ada, AT), owned());
        fold();
    }

    private void isErased() {
        assertThat(node.events(ErasureStarted.class)).hasSize(1);
        assertThat(node.events(AuthorizationRevoked.class)).hasSize(1);
        assertThat(node.events(ConnectionDeleted.class)).hasSize(1);
        assertThat(node.events(UserKeyDestroyed.class)).hasSize(1);
        assertThat(node.events(UserErased.class)).hasSize(1);
        assertThat(erasures.unfinished()).isEmpty();
        assertThat(erasures.find(WORKSPACE, ada).orElseThrow().mark()).isNull();
        assertThat(belongings.of(WORKSPACE, ada)).isEmpty();
        assertThat(node.users.find(WORKSPACE, ADA)).isEmpty();
        assertThat(done).contains("credentials", "traces");
        assertThat(node.log.read(0, 100).toString() + nodes.dump())
                .contains("user.registered")
                .doesNotContain(ADA, "Work", "Adas");
    }

    private long started() {
        return node.log.read(0, 100).stream()
                .filter(recorded -> recorded.event() instanceof ErasureStarted)
                .findFirst()
                .orElseThrow()
                .position();
    }

    private void fold() {
        var batch = node.log.read(folded, 1000);
        policy.handle(batch);
        policy.handle(batch);
        folded = node.log.head().position();
    }

    private Eraser eraser(CommandSender sender, Dying dying) {
        var processors = new CaughtUp();
        var idempotency =
                new Idempotency(
                        nodes.database(),
                        () -> AT,
                        new ApiSecret(new byte[32]),
                        JsonMapper.builder().build());
        var ending =
                new EndingConnections(
                        belongings,
                        new StateAtHead<>(node.log, new ConnectionDecider(), ConnectionEvent.class),
                        new StateAtHead<>(
                                node.log, new AuthorizationDecider(), AuthorizationEvent.class),
                        sender,
                        () -> AT);
        Work credentials = erasure -> done.add("credentials");
        var works = new EnumMap<Step, Work>(Step.class);
        works.put(Step.ENDING_CONNECTIONS, ending);
        works.put(Step.DESTROYING_CREDENTIALS, credentials);
        works.put(
                Step.DESTROYING_KEY,
                new DestroyingKey(
                        node.log,
                        erasures,
                        idempotency,
                        node.personal,
                        sender,
                        () -> AT,
                        Duration.ZERO));
        works.put(
                Step.PURGING,
                new Purging(
                        node.log,
                        processors,
                        ending,
                        credentials,
                        belongings,
                        List.of((_, _, _) -> done.add("traces")),
                        node.axon.deadLetters(),
                        node.index,
                        idempotency,
                        sender,
                        () -> AT));
        works.replaceAll(dying::around);
        return new Eraser(new Led(true), erasures, works);
    }

    private void subscribe() {
        var connections =
                new AxonDecisions<>(
                        node.axon.repository(ConnectionAggregate.class), ConnectionAggregate::new);
        AxonDecisions<
                        AuthorizationAggregate,
                        Authorization,
                        AuthorizationCommand,
                        AuthorizationEvent>
                authorizations =
                        new AxonDecisions<>(
                                node.axon.repository(AuthorizationAggregate.class),
                                AuthorizationAggregate::new);
        var linkNames =
                new AxonDecisions<>(
                        node.axon.repository(LinkNameAggregate.class), LinkNameAggregate::new);
        node.axon.subscribe(new RevokeHandler(connections, authorizations));
        node.axon.subscribe(new DeleteHandler(connections, authorizations, linkNames));
    }

    private void create(String id) {
        append(
                0,
                new ConnectionCreated(
                        id,
                        ada.value(),
                        "Adas mail",
                        "mail",
                        "svc_1",
                        1,
                        "reg_1",
                        List.of(),
                        Map.of("region", "Adas region"),
                        "0".repeat(64)));
        append(0, new LinkNameClaimed(WORKSPACE.value() + "/mail", "mail", id));
    }

    private CommandContext owned() {
        return CommandContext.of(WORKSPACE, origin(), AT);
    }

    private Origin origin() {
        return new Origin(ada.value(), "key_1", null, "request-1", null, null);
    }

    private void append(long sequence, DomainEvent event) {
        node.log.append(
                new NewCommit(
                        CommandId.random(),
                        WORKSPACE,
                        AT,
                        origin(),
                        List.of(new NewEvent(sequence, event))));
    }

    /** One whose text was encrypted before the key was gone reads as this. */
    private record LateConnection(String user) {

        ConnectionCreated created() {
            return new ConnectionCreated(
                    "con_late",
                    user,
                    "[erased]",
                    "late",
                    "svc_1",
                    1,
                    "reg_1",
                    List.of(),
                    Map.of(),
                    "0".repeat(64));
        }
    }

    /** Dies before or after the work of a step. */
    private record Dying(Step step, boolean before) {

        static Dying never() {
            return new Dying(Step.DONE, true);
        }

        static Dying before(Step step) {
            return new Dying(step, true);
        }

        static Dying after(Step step) {
            return new Dying(step, false);
        }

        Work around(Step of, Work work) {
            return of != step
                    ? work
                    : erasure -> {
                        if (!before) {
                            work.on(erasure);
                        }
                        throw new IllegalStateException("died");
                    };
        }
    }

    /** Dies before or after one of the commands that it is given. */
    private static final class DyingSender implements CommandSender {

        private final CommandSender sender;
        private final int nth;
        private final boolean before;
        private int sent;

        DyingSender(CommandSender sender, int nth, boolean before) {
            this.sender = sender;
            this.nth = nth;
            this.before = before;
        }

        @Override
        public Receipt send(Object command, CommandContext context) {
            boolean dies = sent++ >= nth;
            if (dies && before) {
                throw new IllegalStateException("died");
            }
            var receipt = sender.send(command, context);
            if (dies) {
                throw new IllegalStateException("died");
            }
            return receipt;
        }
    }

    private static final class CaughtUp implements ProcessorPositions {

        @Override
        public long position(String processor) {
            return Long.MAX_VALUE;
        }

        @Override
        public long await(String processor, long position, Duration atMost) {
            return position;
        }
    }

    private record Led(boolean leading) implements Processor {

        @Override
        public String name() {
            return WhenErasureStartsThenErase.NAME;
        }

        @Override
        public void start() {}

        @Override
        public boolean isLeading() {
            return leading;
        }

        @Override
        public void close() {}
    }
}
