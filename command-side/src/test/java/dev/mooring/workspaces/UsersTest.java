package dev.mooring.workspaces;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.ORIGIN;
import static dev.mooring.workspaces.Nodes.OTHER_WORKSPACE;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static dev.mooring.workspaces.Nodes.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.Origin;
import dev.mooring.language.CommandId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.workspace.UserCommand.EraseUser;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {

    private static final String ALICE = "alice@example.com";

    private final Nodes nodes = new Nodes();
    private final Nodes.Node here = nodes.start("here");
    private final Nodes.Node there = nodes.start("there");

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aUserIsRegisteredOnFirstUseAndKeepsTheId() {
        var alice = here.users.resolve(WORKSPACE, ALICE, ORIGIN);

        assertThat(there.users.resolve(WORKSPACE, ALICE, ORIGIN)).isEqualTo(alice);
        assertThat(there.users.find(WORKSPACE, ALICE)).contains(alice);
        assertThat(there.events(UserRegistered.class))
                .containsExactly(new UserRegistered(alice.value(), ALICE));
    }

    @RepeatedTest(3)
    void nodesThatMeetAUserAtOnceRegisterOne() throws Exception {
        Callable<?> one = () -> here.users.resolve(WORKSPACE, ALICE, ORIGIN);
        Callable<?> other = () -> there.users.resolve(WORKSPACE, ALICE, ORIGIN);

        var ids = Nodes.atOnce(List.of(one, other, one, other));

        assertThat(new HashSet<>(ids)).hasSize(1).first().isInstanceOf(UserId.class);
        assertThat(here.events(UserRegistered.class)).hasSize(1);
    }

    @Test
    void whomADyingNodeLeftOutOfTheLogIsRegisteredByTheNextCall() {
        var indexed =
                here.index.findOrAdd(
                        WORKSPACE.value(), ALICE, () -> UserId.madeBy(CommandId.random()).value());
        assertThat(here.events(UserRegistered.class)).isEmpty();

        assertThat(there.users.resolve(WORKSPACE, ALICE, ORIGIN).value()).isEqualTo(indexed);
        assertThat(here.events(UserRegistered.class)).hasSize(1);
    }

    @Test
    void lookingUpRegistersNobody() {
        assertThat(here.users.find(WORKSPACE, ALICE)).isEmpty();
        assertThat(here.log.head().position()).isZero();
    }

    @Test
    void security20TheExternalIdIsNowhereInPlain() {
        here.users.resolve(WORKSPACE, ALICE, ORIGIN);

        assertThat(nodes.dump()).contains("user.registered").doesNotContain("alice");
    }

    @Test
    void security20WhoIsBeingErasedIsRefusedAndWhoComesWithTheIdLaterIsSomebodyElse() {
        var alice = here.users.resolve(WORKSPACE, ALICE, ORIGIN);
        here.sender.send(new EraseUser(alice, AT), context());

        assertThat(refusal(() -> there.users.resolve(WORKSPACE, ALICE, ORIGIN)))
                .isEqualTo(ErrorCode.USER_ERASED);

        here.index.forget(alice.value());

        assertThat(there.users.find(WORKSPACE, ALICE)).isEmpty();
        assertThat(there.users.resolve(WORKSPACE, ALICE, ORIGIN)).isNotEqualTo(alice);
        assertThat(here.events(UserRegistered.class)).hasSize(2);
    }

    @Test
    void security20NoCommandOfOrForWhoIsBeingErasedComesThroughButPoliciesThatAnswerEvents() {
        var alice = here.users.resolve(WORKSPACE, ALICE, ORIGIN).value();
        var sent = new ArrayList<Object>();
        var sender =
                new ErasedUsersAreRefused(
                        (command, _) -> {
                            sent.add(command);
                            return here.log
                                    .find(here.log.read(0, 1).getFirst().command())
                                    .orElseThrow();
                        },
                        here.log);
        var ofHim = from(new Origin(alice, alice, "key_1", "request-1", null, null));
        var forHim = from(new Origin(alice, "key_1", null, "request-1", null, null));
        var byHim = from(new Origin(null, alice, null, "request-1", "att_1", null));
        var policy = from(new Origin(alice, "when-x-then-y", null, "request-1", "event", null));
        var others = from(new Origin("usr_other", "usr_other", null, "request-1", null, null));
        sender.send("before", ofHim);
        here.sender.send(new EraseUser(new UserId(alice), AT), context());

        for (var refused : List.of(ofHim, forHim, byHim)) {
            assertThat(refusal(() -> sender.send("refused", refused)))
                    .isEqualTo(ErrorCode.USER_ERASED);
        }
        sender.send("policy", policy);
        sender.send("others", others);
        sender.send(new EraseUser(new UserId(alice), AT), forHim);

        assertThat(sent)
                .containsExactly(
                        "before", "policy", "others", new EraseUser(new UserId(alice), AT));
    }

    private static CommandContext from(Origin origin) {
        return CommandContext.of(WORKSPACE, origin, AT);
    }

    private static ErrorCode refusal(ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call).code();
    }

    @Test
    void security25OneExternalIdIsAnotherUserInAnotherWorkspace() {
        var alice = here.users.resolve(WORKSPACE, ALICE, ORIGIN);

        assertThat(here.users.find(OTHER_WORKSPACE, ALICE)).isEmpty();
        assertThat(here.users.resolve(OTHER_WORKSPACE, ALICE, ORIGIN)).isNotEqualTo(alice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "a\nb", "\ud800"})
    void security24AnIdThatCannotBeComparedByteForByteIsRefused(String externalId) {
        var refusal =
                catchThrowableOfType(
                        Refusal.class, () -> here.users.resolve(WORKSPACE, externalId, ORIGIN));

        assertThat(refusal.errors())
                .extracting(Refusal.FieldError::code)
                .containsExactly("user.invalid");
        assertThat(here.users.find(WORKSPACE, externalId)).isEmpty();
    }
}
