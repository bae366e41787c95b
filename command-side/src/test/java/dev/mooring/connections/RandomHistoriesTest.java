package dev.mooring.connections;

import static dev.mooring.connections.Samples.ADA;
import static dev.mooring.connections.Samples.APPLICATION;
import static dev.mooring.connections.Samples.FINGERPRINT;
import static dev.mooring.connections.Samples.GRACE;
import static dev.mooring.connections.Samples.NOON;
import static dev.mooring.connections.Samples.OTHER_FINGERPRINT;
import static dev.mooring.connections.Samples.attempt;
import static dev.mooring.connections.Samples.authorization;
import static dev.mooring.connections.Samples.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.connections.Connection.Live;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.Refusal;
import dev.mooring.language.authorization.AuthorizationCommand.RecordReauthorizationNeeded;
import dev.mooring.language.authorization.AuthorizationCommand.RecordRecovery;
import dev.mooring.language.authorization.AuthorizationCommand.RevokeAuthorization;
import dev.mooring.language.connection.ConnectionCommand.AllowApplication;
import dev.mooring.language.connection.ConnectionCommand.ChangeScopes;
import dev.mooring.language.connection.ConnectionCommand.DeleteConnection;
import dev.mooring.language.connection.ConnectionCommand.DisableConnection;
import dev.mooring.language.connection.ConnectionCommand.DisallowApplication;
import dev.mooring.language.connection.ConnectionCommand.EnableConnection;
import dev.mooring.language.connection.ConnectionCommand.ExpireAuthorization;
import dev.mooring.language.connection.ConnectionCommand.FailAuthorization;
import dev.mooring.language.connection.ConnectionCommand.ReuseAuthorization;
import dev.mooring.language.connection.ConnectionCommand.SwitchAuthorization;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.connection.ConnectionEvent.ReauthorizationStarted;
import dev.mooring.language.connection.FailureReason;
import dev.mooring.linknames.LinkNameClaim.Held;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is sent in whatever order, the invariants of domain.md hold. A seed that fails is the
 * report.
 */
final class RandomHistoriesTest {

    private static final int CONNECTIONS = 4;

    private final World world = new World();
    private final Map<String, Instant> windows = new HashMap<>();
    private final Map<String, List<DomainEvent>> attempts = new HashMap<>();
    private int started;
    private Instant now = NOON;

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theInvariantsHold(int seed) {
        var random = new Random(seed);
        for (int step = 0; step < 120; step++) {
            now = now.plusSeconds(random.nextInt(45));
            send(random);
            mappingsAgreeOnBothSides();
            noAuthorizationServesTwoUsers();
            linkNamesBelongToTheirConnections();
        }
    }

    private void send(Random random) {
        try {
            world.send(command(random)).forEach(this::follow);
        } catch (Refusal refusal) {
            assertThat(refusal.code().code()).as("every refusal has a stable code").contains(".");
        }
    }

    private Object command(Random random) {
        int c = 1 + random.nextInt(CONNECTIONS);
        int known = 1 + random.nextInt(Math.max(1, started));
        return switch (random.nextInt(18)) {
            case 0 ->
                    Samples.create(
                            c,
                            c % 4 == 0 ? GRACE : ADA,
                            c % 3 == 0 ? OTHER_FINGERPRINT : FINGERPRINT);
            case 1, 2 -> Samples.start(c, ++started, now);
            case 3 -> Samples.startWithKey(c, ++started, now);
            case 4 -> Samples.reauthorize(c, ++started, now);
            case 5, 6 -> Samples.receive(c, known, now);
            case 7, 8 -> Samples.complete(c, known, now);
            case 9 ->
                    new FailAuthorization(
                            connection(c), attempt(known), FailureReason.ACCESS_DENIED, null, now);
            case 10 -> new ExpireAuthorization(connection(c), attempt(known), now);
            case 11 -> new ReuseAuthorization(connection(c), authorization(known), null, now);
            case 12 -> new SwitchAuthorization(connection(c), authorization(known), null, now);
            case 13 -> new RevokeAuthorization(authorization(known), confirmed(c), now);
            case 14 ->
                    random.nextBoolean()
                            ? new RecordReauthorizationNeeded(
                                    authorization(known), "invalid_grant", known, now)
                            : new RecordRecovery(authorization(known), known, now);
            case 15 ->
                    random.nextBoolean()
                            ? new DisableConnection(connection(c), now)
                            : new EnableConnection(connection(c), now);
            case 16 ->
                    random.nextBoolean()
                            ? new AllowApplication(connection(c), APPLICATION, now)
                            : new DisallowApplication(connection(c), APPLICATION, now);
            default ->
                    random.nextInt(6) == 0
                            ? new DeleteConnection(connection(c), random.nextBoolean(), now)
                            : new ChangeScopes(
                                    connection(c),
                                    1,
                                    List.of("contacts.read"),
                                    random.nextBoolean() ? FINGERPRINT : OTHER_FINGERPRINT,
                                    now);
        };
    }

    private static Set<ConnectionId> confirmed(int c) {
        return Set.copyOf(List.of(connection(c), connection(1), connection(2)));
    }

    private void follow(DomainEvent event) {
        switch (event) {
            case AuthorizationStarted e -> windows.put(e.attempt(), e.expiresAt());
            case ReauthorizationStarted e -> windows.put(e.attempt(), e.expiresAt());
            case CallbackReceived e -> {
                assertThat(now)
                        .as("an answer counts before the window ends")
                        .isBefore(windows.get(e.attempt()));
                seen(e.attempt(), event);
            }
            case CallbackCameLate e -> {
                assertThat(now).isAfterOrEqualTo(windows.get(e.attempt()));
                assertThat(of(e.attempt(), CallbackCameLate.class))
                        .as("late once at most")
                        .isEmpty();
                seen(e.attempt(), event);
            }
            case AuthorizationExpired e -> {
                assertThat(of(e.attempt(), CallbackReceived.class))
                        .as("answered attempts do not expire")
                        .isEmpty();
                ended(e.attempt(), event);
            }
            case AuthorizationFailed e -> ended(e.attempt(), event);
            case ConnectionAuthorized e -> ended(e.attempt(), event);
            case ConnectionReauthorized e -> ended(e.attempt(), event);
            default -> {}
        }
    }

    private void ended(String attempt, DomainEvent event) {
        assertThat(attempts.getOrDefault(attempt, List.of()))
                .as("an attempt ends once")
                .noneMatch(earlier ->
                        earlier instanceof AuthorizationFailed
                                || earlier instanceof AuthorizationExpired
                                || earlier instanceof ConnectionAuthorized
                                || earlier instanceof ConnectionReauthorized);
        seen(attempt, event);
    }

    private List<DomainEvent> of(String attempt, Class<? extends DomainEvent> type) {
        return attempts.getOrDefault(attempt, List.of()).stream().filter(type::isInstance).toList();
    }

    private void seen(String attempt, DomainEvent event) {
        attempts.computeIfAbsent(attempt, any -> new ArrayList<>()).add(event);
    }

    private void mappingsAgreeOnBothSides() {
        world.connections
                .states()
                .values()
                .forEach(state -> {
                    if (state instanceof Live live && live.authorization() != null) {
                        assertThat(world.authorizations.state(live.authorization().value()))
                                .isInstanceOfSatisfying(
                                        Granted.class,
                                        granted ->
                                                assertThat(granted.connections())
                                                        .contains(live.id()));
                    }
                });
        world.authorizations
                .states()
                .values()
                .forEach(state -> {
                    if (state instanceof Granted granted) {
                        assertThat(granted.connections())
                                .as("unmapped ones are retired")
                                .isNotEmpty();
                        granted.connections().forEach(sharer -> mapped(sharer, granted));
                    }
                });
    }

    private void mapped(ConnectionId sharer, Granted granted) {
        assertThat(world.connections.state(sharer.value()).requireLive().authorization())
                .isEqualTo(granted.id());
    }

    private void noAuthorizationServesTwoUsers() {
        world.authorizations
                .states()
                .values()
                .forEach(state -> {
                    if (state instanceof Granted granted) {
                        granted.connections()
                                .forEach(sharer ->
                                        assertThat(
                                                        world.connections
                                                                .state(sharer.value())
                                                                .requireLive()
                                                                .user())
                                                .isEqualTo(granted.user()));
                    }
                });
    }

    private void linkNamesBelongToTheirConnections() {
        world.connections
                .states()
                .values()
                .forEach(state -> {
                    if (state instanceof Live live) {
                        assertThat(
                                        world.linkNames.state(
                                                Samples.WORKSPACE.value() + "/" + live.linkName()))
                                .isEqualTo(new Held(live.id()));
                    }
                });
    }
}
