package dev.mooring.ledger;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.ORIGIN;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.connections.ConnectionDecider;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Receipt;
import dev.mooring.eventlog.archive.LedgerLine;
import dev.mooring.eventlog.archive.RestoredLedger;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.CommandId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.authorization.AuthorizationCommand.RevokeAuthorization;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.workspace.UserCommand.EraseUser;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.UserEvent.ErasureStarted;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.workspaces.Nodes;
import dev.mooring.workspaces.UserDecider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Security 34: what a restore brought back ends again. */
class WhenRestoredThenEndAgainTest {

    private static final LedgerLine LINE = line("aut_1");

    private final Nodes nodes = new Nodes();
    private final Nodes.Node node = nodes.start("here");
    private final RestoredLedger ledger = new RestoredLedger(nodes.database());
    private final List<Object> sent = new ArrayList<>();
    private final List<CommandContext> contexts = new ArrayList<>();

    @BeforeEach
    void inEffectForTwoConnections() {
        append(
                0,
                new AuthorizationGranted(
                        "aut_1",
                        "usr_1",
                        "svc_1",
                        1,
                        "reg_1",
                        1,
                        "0".repeat(64),
                        null,
                        List.of("read"),
                        1,
                        null));
        append(1, new AuthorizationMapped("aut_1", "con_1"));
        append(2, new AuthorizationMapped("aut_1", "con_2"));
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void anAuthorizationIsRevokedForAllThatShareIt() {
        ledger.leave(List.of(LINE));

        policy(this::revoke).run();

        assertThat(sent)
                .containsExactly(
                        new RevokeAuthorization(
                                new AuthorizationId("aut_1"),
                                Set.of(new ConnectionId("con_1"), new ConnectionId("con_2")),
                                AT));
        var context = contexts.getFirst();
        assertThat(context.origin().actor()).isEqualTo("restore");
        assertThat(context.origin().owner()).isEqualTo("usr_1");
        assertThat(context.named()).isTrue();
        assertThat(ledger.left()).isEmpty();
    }

    @Test
    void whoWasToBeErasedIsErased() {
        append(0, new UserRegistered("usr_1", "ada@corp.example"));
        var line =
                new LedgerLine("user.erasure_started", WORKSPACE.value(), "usr_1", "evt_1", 4, AT);
        ledger.leave(List.of(line));

        policy(
                        (command, context) -> {
                            remember(command, context);
                            return append(1, new ErasureStarted("usr_1"));
                        })
                .run();
        ledger.leave(List.of(line));
        policy(this::remember).run();

        assertThat(sent).containsExactly(new EraseUser(new UserId("usr_1"), AT));
        assertThat(contexts.getFirst().origin().owner()).isEqualTo("usr_1");
        assertThat(ledger.left()).isEmpty();
    }

    /** A node that died between the command and its mark, or another one beside it. */
    @Test
    void theSameLineIsTheSameCommandOnEveryNode() {
        ledger.leave(List.of(LINE));
        policy(this::remember).run();
        ledger.leave(List.of(LINE));
        policy(this::remember).run();

        assertThat(contexts).extracting(CommandContext::command).hasSize(2);
        assertThat(contexts.getFirst().command()).isEqualTo(contexts.getLast().command());
    }

    @Test
    void whatHasEndedOrNeverWasIsLeftAlone() {
        append(3, new AuthorizationRevoked("aut_1"));
        ledger.leave(List.of(LINE, line("aut_unknown")));

        policy(this::remember).run();

        assertThat(sent).isEmpty();
        assertThat(ledger.left()).isEmpty();
    }

    @Test
    void anotherNodeMayBeFirst() {
        ledger.leave(List.of(LINE));

        policy(
                        (command, context) -> {
                            revoke(command, context);
                            throw Refusal.of(ErrorCode.AUTHORIZATION_NOT_IN_EFFECT);
                        })
                .run();

        assertThat(ledger.left()).isEmpty();
    }

    @Test
    void whatCannotEndIsNotForgotten() {
        ledger.leave(List.of(LINE));

        assertThatThrownBy(() ->
                        policy(
                                        (_, _) -> {
                                            throw Refusal.of(ErrorCode.CONCURRENT_CHANGE);
                                        })
                                .run())
                .isInstanceOf(Refusal.class);
        assertThat(ledger.left()).containsExactly(LINE);
    }

    private Receipt revoke(Object command, CommandContext context) {
        remember(command, context);
        return append(3, new AuthorizationRevoked("aut_1"));
    }

    private Receipt remember(Object command, CommandContext context) {
        sent.add(command);
        contexts.add(context);
        return node.log.find(node.log.read(0, 1).getFirst().command()).orElseThrow();
    }

    private WhenRestoredThenEndAgain policy(CommandSender sender) {
        return new WhenRestoredThenEndAgain(
                ledger,
                new StateAtHead<>(node.log, new ConnectionDecider(), ConnectionEvent.class),
                new StateAtHead<>(node.log, new AuthorizationDecider(), AuthorizationEvent.class),
                new StateAtHead<>(node.log, new UserDecider(), UserEvent.class),
                sender,
                () -> AT);
    }

    private Receipt append(long sequence, DomainEvent event) {
        return node.log.append(
                new NewCommit(
                        CommandId.random(),
                        WORKSPACE,
                        AT,
                        ORIGIN,
                        List.of(new NewEvent(sequence, event))));
    }

    private static LedgerLine line(String authorization) {
        return new LedgerLine(
                "authorization.revoked", WORKSPACE.value(), authorization, "evt_1", 4, AT);
    }
}
