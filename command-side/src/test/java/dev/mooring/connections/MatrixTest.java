package dev.mooring.connections;

import static dev.mooring.connections.Samples.ADA;
import static dev.mooring.connections.Samples.APPLICATION;
import static dev.mooring.connections.Samples.FINGERPRINT;
import static dev.mooring.connections.Samples.GRACE;
import static dev.mooring.connections.Samples.NOON;
import static dev.mooring.connections.Samples.OTHER_FINGERPRINT;
import static dev.mooring.connections.Samples.REGISTRATION;
import static dev.mooring.connections.Samples.SERVICE;
import static dev.mooring.connections.Samples.attempt;
import static dev.mooring.connections.Samples.authorization;
import static dev.mooring.connections.Samples.complete;
import static dev.mooring.connections.Samples.connection;
import static dev.mooring.connections.Samples.create;
import static dev.mooring.connections.Samples.grant;
import static dev.mooring.connections.Samples.name;
import static dev.mooring.connections.Samples.reauthorize;
import static dev.mooring.connections.Samples.reauthorizeWithKey;
import static dev.mooring.connections.Samples.receive;
import static dev.mooring.connections.Samples.start;
import static dev.mooring.connections.Samples.startWithKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.deciding.Decider;
import dev.mooring.language.DisplayName;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationCommand.GrantAuthorization;
import dev.mooring.language.authorization.AuthorizationCommand.MapConnection;
import dev.mooring.language.authorization.AuthorizationCommand.NameAuthorizingAccount;
import dev.mooring.language.authorization.AuthorizationCommand.RecordReauthorizationNeeded;
import dev.mooring.language.authorization.AuthorizationCommand.RecordRecovery;
import dev.mooring.language.authorization.AuthorizationCommand.RevokeAuthorization;
import dev.mooring.language.authorization.AuthorizationCommand.UnmapConnection;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.ConnectionCommand.AllowApplication;
import dev.mooring.language.connection.ConnectionCommand.ChangeScopes;
import dev.mooring.language.connection.ConnectionCommand.DeleteConnection;
import dev.mooring.language.connection.ConnectionCommand.DisableConnection;
import dev.mooring.language.connection.ConnectionCommand.DisallowApplication;
import dev.mooring.language.connection.ConnectionCommand.DisconnectConnection;
import dev.mooring.language.connection.ConnectionCommand.EnableConnection;
import dev.mooring.language.connection.ConnectionCommand.ExpireAuthorization;
import dev.mooring.language.connection.ConnectionCommand.FailAuthorization;
import dev.mooring.language.connection.ConnectionCommand.RenameConnection;
import dev.mooring.language.connection.ConnectionCommand.ReuseAuthorization;
import dev.mooring.language.connection.ConnectionCommand.SwitchAuthorization;
import dev.mooring.language.connection.FailureReason;
import dev.mooring.language.workspace.UserCommand;
import dev.mooring.language.workspace.UserCommand.CompleteErasure;
import dev.mooring.language.workspace.UserCommand.EraseUser;
import dev.mooring.language.workspace.UserCommand.RecordKeyDestroyed;
import dev.mooring.language.workspace.UserCommand.RegisterUser;
import dev.mooring.workspaces.User;
import dev.mooring.workspaces.UserDecider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every command in every state: the events, or the code of the refusal. The table is written to
 * {@code target/MATRIX.md} and has to equal {@code MATRIX.md}, so that a change of behaviour is
 * seen in review.
 */
final class MatrixTest {

    private static final Instant IN_TIME = NOON.plusSeconds(89);
    private static final Instant TOO_LATE = NOON.plusSeconds(90);

    @Test
    void everyCommandInEveryStateDoesWhatTheMatrixSays() throws IOException {
        var table =
                "# Every command in every state\n\n"
                        + "Written by `MatrixTest`, which fails where this file and the deciders differ. A name with a"
                        + " dot in `code` is an event; **bold** is the stable code of a refusal; — means that nothing"
                        + " changes.\n\n"
                        + "Connection commands on a pending attempt are given 89 s after its start, in"
                        + " \"window passed\" 90 s after.\n"
                        + section(
                                "Connection",
                                new ConnectionDecider(),
                                connectionStates(),
                                connectionCommands())
                        + section(
                                "Authorization",
                                new AuthorizationDecider(),
                                authorizationStates(),
                                authorizationCommands())
                        + section("User", new UserDecider(), userStates(), userCommands());
        var written = Path.of("target", "MATRIX.md");
        Files.createDirectories(written.toAbsolutePath().getParent());
        Files.writeString(written, table);

        assertThat(written).hasSameTextualContentAs(Path.of("MATRIX.md"));
    }

    @Test
    void theMatrixHasEveryCommand() {
        assertThat(
                        connectionCommands().values().stream()
                                .<Class<?>>map(command -> command.at(NOON).getClass()))
                .hasSameElementsAs(commandsOf(ConnectionCommand.class));
        assertThat(
                        authorizationCommands().values().stream()
                                .<Class<?>>map(command -> command.at(NOON).getClass()))
                .hasSameElementsAs(commandsOf(AuthorizationCommand.class));
        assertThat(
                        userCommands().values().stream()
                                .<Class<?>>map(command -> command.at(NOON).getClass()))
                .hasSameElementsAs(commandsOf(UserCommand.class));
    }

    private static List<Class<?>> commandsOf(Class<?> sealed) {
        return List.of(sealed.getPermittedSubclasses());
    }

    private static <S, C, E extends DomainEvent> String section(
            String aggregate,
            Decider<S, C, E> decider,
            Map<String, At<S>> states,
            Map<String, Command<C>> commands) {
        var text = new StringBuilder("\n## " + aggregate + "\n");
        commands.forEach((title, command) -> {
            text.append("\n### ").append(title).append("\n\n| state | outcome |\n|---|---|\n");
            states.forEach((name, state) ->
                    text.append("| ")
                            .append(name)
                            .append(" | ")
                            .append(outcome(decider, state.state(), command.at(state.at())))
                            .append(" |\n"));
        });
        return text.toString();
    }

    private static <S, C, E extends DomainEvent> String outcome(
            Decider<S, C, E> decider, S state, C command) {
        try {
            var events = decider.decide(state, command);
            var after = state;
            for (var event : events) {
                after = decider.evolve(after, event);
            }
            return events.isEmpty()
                    ? "—"
                    : events.stream()
                            .map(event ->
                                    "`" + DomainEvents.TYPES.nameOf(event.getClass()).type() + "`")
                            .collect(Collectors.joining(", "));
        } catch (Refusal refusal) {
            return "**" + refusal.code() + "**";
        }
    }

    private static Map<String, At<Connection>> connectionStates() {
        var states = new LinkedHashMap<String, At<Connection>>();
        states.put("none", connectionAt(IN_TIME));
        states.put("created", connectionAt(IN_TIME, create(1)));
        states.put("authorizing", connectionAt(IN_TIME, create(1), start(1, 1, NOON)));
        states.put(
                "authorizing, window passed", connectionAt(TOO_LATE, create(1), start(1, 1, NOON)));
        states.put(
                "exchanging",
                connectionAt(IN_TIME, create(1), start(1, 1, NOON), receive(1, 1, NOON)));
        states.put(
                "exchanging, window passed",
                connectionAt(TOO_LATE, create(1), start(1, 1, NOON), receive(1, 1, NOON)));
        states.put(
                "expired", connectionAt(TOO_LATE, create(1), start(1, 1, NOON), expire(TOO_LATE)));
        states.put(
                "expired, answered late",
                connectionAt(TOO_LATE, create(1), start(1, 1, NOON), receive(1, 1, TOO_LATE)));
        states.put("failed", connectionAt(IN_TIME, create(1), start(1, 1, NOON), fail(NOON)));
        states.put("connected", connectionAt(IN_TIME, create(1), reuse(9, NOON)));
        states.put(
                "connected by attempt 1",
                connectionAt(
                        IN_TIME,
                        create(1),
                        start(1, 1, NOON),
                        receive(1, 1, NOON),
                        complete(1, 1, NOON)));
        states.put(
                "reauthorizing",
                connectionAt(IN_TIME, create(1), reuse(9, NOON), reauthorize(1, 1, NOON)));
        states.put(
                "reauthorizing, window passed",
                connectionAt(TOO_LATE, create(1), reuse(9, NOON), reauthorize(1, 1, NOON)));
        states.put(
                "reauthorizing, exchanging",
                connectionAt(
                        IN_TIME,
                        create(1),
                        reuse(9, NOON),
                        reauthorize(1, 1, NOON),
                        receive(1, 1, NOON)));
        states.put(
                "used by an application",
                connectionAt(
                        IN_TIME,
                        create(1),
                        reuse(9, NOON),
                        new AllowApplication(Samples.connection(1), APPLICATION, NOON)));
        states.put(
                "disabled",
                connectionAt(
                        IN_TIME, create(1), new DisableConnection(Samples.connection(1), NOON)));
        states.put(
                "connected, disabled",
                connectionAt(
                        IN_TIME,
                        create(1),
                        reuse(9, NOON),
                        new DisableConnection(Samples.connection(1), NOON)));
        states.put(
                "disconnected",
                connectionAt(
                        IN_TIME,
                        create(1),
                        reuse(9, NOON),
                        new DisconnectConnection(Samples.connection(1), authorization(9), NOON)));
        states.put(
                "deleted",
                connectionAt(
                        IN_TIME,
                        create(1),
                        new DeleteConnection(Samples.connection(1), false, NOON)));
        return states;
    }

    private static Map<String, Command<ConnectionCommand>> connectionCommands() {
        var commands = new LinkedHashMap<String, Command<ConnectionCommand>>();
        commands.put("CreateConnection", at -> create(1));
        commands.put("StartAuthorization", at -> start(1, 2, at));
        commands.put("StartAuthorization with a credential", at -> startWithKey(1, 2, at));
        commands.put("Reauthorize", at -> reauthorize(1, 2, at));
        commands.put("Reauthorize with a credential", at -> reauthorizeWithKey(1, 2, at));
        commands.put("ReceiveCallback of attempt 1", at -> receive(1, 1, at));
        commands.put("ReceiveCallback of an unknown attempt", at -> receive(1, 7, at));
        commands.put("CompleteAuthorization of attempt 1", at -> complete(1, 1, at));
        commands.put("FailAuthorization of attempt 1", MatrixTest::fail);
        commands.put("ExpireAuthorization of attempt 1", MatrixTest::expire);
        commands.put("ReuseAuthorization", at -> reuse(8, at));
        commands.put(
                "SwitchAuthorization",
                at -> new SwitchAuthorization(connection(1), authorization(8), null, at));
        commands.put(
                "SwitchAuthorization to the same",
                at -> new SwitchAuthorization(connection(1), authorization(9), null, at));
        commands.put(
                "RenameConnection",
                at -> new RenameConnection(connection(1), name("Support mail"), at));
        commands.put(
                "RenameConnection to the same name",
                at -> new RenameConnection(connection(1), name("Sales mail"), at));
        commands.put(
                "ChangeScopes",
                at ->
                        new ChangeScopes(
                                connection(1),
                                1,
                                List.of("contacts.delete"),
                                OTHER_FINGERPRINT,
                                at));
        commands.put("DisableConnection", at -> new DisableConnection(connection(1), at));
        commands.put("EnableConnection", at -> new EnableConnection(connection(1), at));
        commands.put(
                "AllowApplication", at -> new AllowApplication(connection(1), APPLICATION, at));
        commands.put(
                "DisallowApplication",
                at -> new DisallowApplication(connection(1), APPLICATION, at));
        commands.put(
                "DisconnectConnection",
                at -> new DisconnectConnection(connection(1), authorization(9), at));
        commands.put("DeleteConnection", at -> new DeleteConnection(connection(1), false, at));
        commands.put(
                "DeleteConnection by force", at -> new DeleteConnection(connection(1), true, at));
        return commands;
    }

    private static Map<String, At<Authorization>> authorizationStates() {
        var needed = new RecordReauthorizationNeeded(authorization(1), "invalid_grant", 1, NOON);
        var states = new LinkedHashMap<String, At<Authorization>>();
        states.put("none", authorizationAfter());
        states.put("in effect", authorizationAfter(granted("ada@acme.example")));
        states.put(
                "in effect, shared",
                authorizationAfter(granted("ada@acme.example"), map(2, ADA, FINGERPRINT, null)));
        states.put("in effect, nameless", authorizationAfter(granted(null)));
        states.put(
                "needs reauthorization", authorizationAfter(granted("ada@acme.example"), needed));
        states.put("revoked", authorizationAfter(granted("ada@acme.example"), revoke(1)));
        states.put("retired", authorizationAfter(granted("ada@acme.example"), unmap(1)));
        return states;
    }

    private static Map<String, Command<AuthorizationCommand>> authorizationCommands() {
        var commands = new LinkedHashMap<String, Command<AuthorizationCommand>>();
        commands.put("GrantAuthorization", at -> granted("ada@acme.example"));
        commands.put(
                "NameAuthorizingAccount",
                at -> new NameAuthorizingAccount(authorization(1), name("Ada"), at));
        commands.put("MapConnection", at -> map(3, ADA, FINGERPRINT, null));
        commands.put("MapConnection with an account name", at -> map(3, ADA, FINGERPRINT, "Ada"));
        commands.put("MapConnection of another user", at -> map(3, GRACE, FINGERPRINT, null));
        commands.put(
                "MapConnection of another configuration",
                at -> map(3, ADA, OTHER_FINGERPRINT, null));
        commands.put("UnmapConnection", at -> unmap(1));
        commands.put("UnmapConnection that is not mapped", at -> unmap(7));
        commands.put("RevokeAuthorization confirming all", at -> revoke(1, 2));
        commands.put("RevokeAuthorization confirming one", at -> revoke(1));
        commands.put(
                "RecordReauthorizationNeeded",
                at -> new RecordReauthorizationNeeded(authorization(1), "invalid_grant", 2, at));
        commands.put(
                "RecordReauthorizationNeeded of an older credential",
                at -> new RecordReauthorizationNeeded(authorization(1), "invalid_grant", 0, at));
        commands.put("RecordRecovery", at -> new RecordRecovery(authorization(1), 2, at));
        return commands;
    }

    private static Map<String, At<User>> userStates() {
        var registered = new RegisterUser(ADA, "ada@acme.example", NOON);
        var erased = new EraseUser(ADA, NOON);
        var keyDestroyed = new RecordKeyDestroyed(ADA, NOON);
        var states = new LinkedHashMap<String, At<User>>();
        states.put("unknown", userAfter());
        states.put("registered", userAfter(registered));
        states.put("being erased", userAfter(registered, erased));
        states.put("being erased, key destroyed", userAfter(registered, erased, keyDestroyed));
        states.put(
                "erased",
                userAfter(registered, erased, keyDestroyed, new CompleteErasure(ADA, NOON)));
        return states;
    }

    private static Map<String, Command<UserCommand>> userCommands() {
        var commands = new LinkedHashMap<String, Command<UserCommand>>();
        commands.put("RegisterUser", at -> new RegisterUser(ADA, "ada@acme.example", at));
        commands.put("EraseUser", at -> new EraseUser(ADA, at));
        commands.put("RecordKeyDestroyed", at -> new RecordKeyDestroyed(ADA, at));
        commands.put("CompleteErasure", at -> new CompleteErasure(ADA, at));
        return commands;
    }

    private static ExpireAuthorization expire(Instant at) {
        return new ExpireAuthorization(connection(1), attempt(1), at);
    }

    private static FailAuthorization fail(Instant at) {
        return new FailAuthorization(
                connection(1), attempt(1), FailureReason.ACCESS_DENIED, "access_denied", at);
    }

    private static ReuseAuthorization reuse(int authorization, Instant at) {
        return new ReuseAuthorization(connection(1), authorization(authorization), null, at);
    }

    private static GrantAuthorization granted(@Nullable String accountName) {
        return new GrantAuthorization(
                authorization(1),
                ADA,
                SERVICE,
                1,
                REGISTRATION,
                FINGERPRINT,
                accountName == null ? null : new DisplayName(accountName),
                grant(1),
                connection(1),
                NOON);
    }

    private static MapConnection map(
            int connection, UserId user, Fingerprint fingerprint, @Nullable String accountName) {
        return new MapConnection(
                authorization(1),
                connection(connection),
                user,
                REGISTRATION,
                fingerprint,
                accountName == null ? null : new DisplayName(accountName),
                NOON);
    }

    private static UnmapConnection unmap(int connection) {
        return new UnmapConnection(authorization(1), connection(connection), NOON);
    }

    private static RevokeAuthorization revoke(Integer... confirmed) {
        return new RevokeAuthorization(
                authorization(1),
                Arrays.stream(confirmed)
                        .map(Samples::connection)
                        .collect(Collectors.toUnmodifiableSet()),
                NOON);
    }

    private static At<Connection> connectionAt(Instant at, ConnectionCommand... history) {
        return new At<>(after(new ConnectionDecider(), history), at);
    }

    private static At<Authorization> authorizationAfter(AuthorizationCommand... history) {
        return new At<>(after(new AuthorizationDecider(), history), NOON);
    }

    private static At<User> userAfter(UserCommand... history) {
        return new At<>(after(new UserDecider(), history), NOON);
    }

    @SafeVarargs
    private static <S, C, E> S after(Decider<S, C, E> decider, C... history) {
        var state = decider.initial();
        for (var command : history) {
            for (var event : decider.decide(state, command)) {
                state = decider.evolve(state, event);
            }
        }
        return state;
    }

    private record At<S>(S state, Instant at) {}

    private interface Command<C> {
        C at(Instant at);
    }
}
