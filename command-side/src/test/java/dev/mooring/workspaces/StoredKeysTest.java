package dev.mooring.workspaces;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.ORIGIN;
import static dev.mooring.workspaces.Nodes.WORKSPACE;
import static dev.mooring.workspaces.Nodes.context;
import static dev.mooring.workspaces.Nodes.foreignContext;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.ApiKey;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.api.access.StoredKey;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.KeyId;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.workspace.ApplicationCommand.RegisterApplication;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyCommand.RevokeKey;
import dev.mooring.language.workspace.Maker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredKeysTest {

    private static final Set<String> SCOPES = Set.of("connections:read", "connections:write");

    private final Nodes nodes = new Nodes();
    private final Nodes.Node here = nodes.start("here");
    private final Nodes.Node there = nodes.start("there");

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aKeyIsFoundOnEveryNodeByItsHash() {
        var application = application(context());
        var key = issue(application, null);

        assertThat(there.keys(false).find(key.id()))
                .contains(
                        new StoredKey(
                                Principal.key(
                                                WORKSPACE.value(),
                                                key.id(),
                                                Set.of(
                                                        Scope.CONNECTIONS_READ,
                                                        Scope.CONNECTIONS_WRITE),
                                                application.value(),
                                                new ActsFor.Anyone())
                                        .asOf(0),
                                List.of(
                                        new StoredKey.Secret(
                                                key.sha256(), AT.plus(Duration.ofDays(90))))));
    }

    @Test
    void aRevokedKeyOpensNothingOnAnyNodeAtOnce() {
        var key = issue(null, null);
        var keys = there.keys(false);
        assertThat(keys.find(key.id())).isPresent();

        here.sender.send(new RevokeKey(new KeyId(key.id()), AT), context());

        assertThat(keys.find(key.id())).isEmpty();
    }

    @Test
    void aKeyActsForTheUsersByTheIdsThatRequestsNameThemBy() {
        var alice = here.users.resolve(WORKSPACE, "alice@example.com", ORIGIN);
        var key = issue(null, Set.of(alice));

        assertThat(principal(key).actsFor())
                .isEqualTo(new ActsFor.Only(Set.of("alice@example.com")));
        assertThat(nodes.dump()).doesNotContain("alice@example.com");
    }

    @Test
    void aKeyOfAnErasedUserActsForNobody() {
        var alice = here.users.resolve(WORKSPACE, "alice@example.com", ORIGIN);
        var key = issue(null, Set.of(alice));

        here.personal.destroy(WORKSPACE.value(), alice.value());

        assertThat(here.keys(false).find(key.id()).orElseThrow().principal().actsFor())
                .isEqualTo(new ActsFor.Only(Set.of()));
    }

    @Test
    void whatIsNoKeyIsNotFound() {
        for (var id : List.of("", "key_", "key_unknown", "con_1", "key_$ne", "key_../x")) {
            assertThat(here.keys(true).find(id)).isEmpty();
        }
    }

    @Test
    void security25AnotherWorkspaceCannotRevokeAKey() {
        var key = issue(null, null);

        var refusal =
                catchThrowableOfType(
                        Refusal.class,
                        () ->
                                here.sender.send(
                                        new RevokeKey(new KeyId(key.id()), AT), foreignContext()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.KEY_UNKNOWN);
        assertThat(here.keys(false).find(key.id())).isPresent();
    }

    @Test
    void security25AnotherWorkspacesApplicationIsUnknown() {
        var foreign = application(foreignContext());

        assertThat(catchThrowableOfType(Refusal.class, () -> issue(foreign, null)).code())
                .isEqualTo(ErrorCode.APPLICATION_UNKNOWN);
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class,
                                        () -> here.applications.require(WORKSPACE, foreign))
                                .code())
                .isEqualTo(ErrorCode.APPLICATION_UNKNOWN);
    }

    private ApplicationId application(CommandContext context) {
        var id = ApplicationId.madeBy(context.command());
        here.sender.send(new RegisterApplication(id, new DisplayName("CRM"), AT), context);
        return id;
    }

    private ApiKey issue(@Nullable ApplicationId application, @Nullable Set<UserId> actsFor) {
        var context = context();
        var id = KeyId.madeBy(context.command());
        var key = ApiKey.generate(id.value());
        here.sender.send(
                new IssueKey(
                        id,
                        new DisplayName("CI"),
                        SCOPES,
                        application,
                        actsFor,
                        AT.plus(Duration.ofDays(90)),
                        key.sha256(),
                        new Maker.Administrator(SCOPES, null, null),
                        AT),
                context);
        return key;
    }

    private Principal principal(ApiKey key) {
        return there.keys(false).find(key.id()).orElseThrow().principal();
    }
}
