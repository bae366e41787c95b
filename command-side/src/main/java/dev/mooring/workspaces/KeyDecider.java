package dev.mooring.workspaces;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mooring.deciding.Decider;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.workspace.KeyCommand;
import dev.mooring.language.workspace.KeyCommand.BootstrapKey;
import dev.mooring.language.workspace.KeyCommand.EndPreviousSecret;
import dev.mooring.language.workspace.KeyCommand.IssueKey;
import dev.mooring.language.workspace.KeyCommand.RedeemBootstrapKey;
import dev.mooring.language.workspace.KeyCommand.RevokeKey;
import dev.mooring.language.workspace.KeyCommand.RotateKey;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.KeyEvent.KeyBootstrapped;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.KeyEvent.KeyRevoked;
import dev.mooring.language.workspace.KeyEvent.KeyRotated;
import dev.mooring.language.workspace.KeyEvent.PreviousSecretEnded;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a command leads to in each state of an API key. Pure. */
public final class KeyDecider implements Decider<Key, KeyCommand, KeyEvent> {

    /** Whoever holds it can make keys: without it a workspace would be locked for good. */
    static final String ADMINISTERS_KEYS = "keys:admin";

    @Override
    public Key initial() {
        return new Key.Unknown();
    }

    @Override
    public List<KeyEvent> decide(Key state, KeyCommand command) {
        return switch (command) {
            case BootstrapKey bootstrap -> bootstrap(state, bootstrap);
            case IssueKey issue -> issue(state, issue);
            case RedeemBootstrapKey redeem -> redeem(state, redeem);
            case RotateKey rotate -> rotate(state, rotate);
            case EndPreviousSecret end -> endPrevious(state, end);
            case RevokeKey revoke -> revoke(state, revoke);
        };
    }

    @Override
    public Key evolve(Key state, KeyEvent event) {
        return switch (event) {
            case KeyBootstrapped key ->
                    new Key.Bootstrap(Set.copyOf(key.scopes()), key.onlyOnce(), key.secretHash());
            case KeyIssued key ->
                    new Key.Issued(
                            Set.copyOf(key.scopes()),
                            key.application() == null ? null : new ApplicationId(key.application()),
                            users(key.actsFor()),
                            new Key.Secret(key.secretHash(), key.expiresAt()),
                            null);
            case KeyRotated rotated ->
                    state instanceof Key.Issued key
                            ? key.with(
                                    new Key.Secret(rotated.secretHash(), rotated.expiresAt()),
                                    key.current().endingBy(rotated.previousEndsAt()))
                            : state;
            case PreviousSecretEnded ended ->
                    state instanceof Key.Issued key ? key.with(key.current(), null) : state;
            case KeyRevoked revoked -> new Key.Revoked();
        };
    }

    private static List<KeyEvent> bootstrap(Key state, BootstrapKey command) {
        return switch (state) {
            case Key.Unknown unknown ->
                    List.of(
                            new KeyBootstrapped(
                                    command.key().value(),
                                    sorted(command.scopes()),
                                    command.onlyOnce(),
                                    command.secretHash()));
            case Key.Bootstrap bootstrap -> List.of();
            case Key.Issued issued -> throw exists();
            case Key.Revoked revoked -> throw exists();
        };
    }

    private static List<KeyEvent> issue(Key state, IssueKey command) {
        return switch (state) {
            case Key.Unknown unknown -> {
                NewKeyMayNotBeUseless.check(command);
                KeyReachesNoFurtherThanItsMaker.check(command);
                yield List.of(issued(command));
            }
            case Key.Bootstrap bootstrap -> throw exists();
            case Key.Issued issued -> throw exists();
            case Key.Revoked revoked -> throw exists();
        };
    }

    private static List<KeyEvent> redeem(Key state, RedeemBootstrapKey command) {
        return switch (state) {
            case Key.Bootstrap bootstrap -> {
                if (!bootstrap.onlyOnce()) {
                    yield List.of();
                }
                if (!command.scopes().contains(ADMINISTERS_KEYS)) {
                    throw Refusal.invalid(
                            "/scopes",
                            "scopes.no_administrator",
                            "The first key has to have "
                                    + ADMINISTERS_KEYS
                                    + ": the key that makes it is void from then on");
                }
                yield List.of(new KeyRevoked(command.key().value()));
            }
            case Key.Unknown unknown -> throw Refusal.of(ErrorCode.UNAUTHENTICATED);
            case Key.Issued issued -> throw Refusal.of(ErrorCode.UNAUTHENTICATED);
            case Key.Revoked revoked -> throw Refusal.of(ErrorCode.UNAUTHENTICATED);
        };
    }

    private static List<KeyEvent> rotate(Key state, RotateKey command) {
        return switch (state) {
            case Key.Unknown unknown -> throw Refusal.of(ErrorCode.KEY_UNKNOWN);
            case Key.Bootstrap bootstrap -> throw Refusal.of(ErrorCode.KEY_OF_FIRST_START);
            case Key.Issued key -> {
                KeyReachesNoFurtherThanItsMaker.check(key, command);
                TwoSecretsWorkAtMost.check(key, command.at());
                var rotated = rotated(key, command);
                NewKeyMayNotBeUseless.check(rotated, command.at());
                yield List.of(rotated);
            }
            case Key.Revoked revoked -> throw Refusal.of(ErrorCode.KEY_UNKNOWN);
        };
    }

    private static List<KeyEvent> endPrevious(Key state, EndPreviousSecret command) {
        return switch (state) {
            case Key.Unknown unknown -> throw Refusal.of(ErrorCode.KEY_UNKNOWN);
            case Key.Bootstrap bootstrap -> List.of();
            case Key.Issued key ->
                    key.previous() != null && key.previous().worksAt(command.at())
                            ? List.of(new PreviousSecretEnded(command.key().value()))
                            : List.of();
            case Key.Revoked revoked -> throw Refusal.of(ErrorCode.KEY_UNKNOWN);
        };
    }

    private static List<KeyEvent> revoke(Key state, RevokeKey command) {
        return switch (state) {
            case Key.Unknown unknown -> throw Refusal.of(ErrorCode.KEY_UNKNOWN);
            case Key.Bootstrap bootstrap -> List.of(new KeyRevoked(command.key().value()));
            case Key.Issued issued -> List.of(new KeyRevoked(command.key().value()));
            case Key.Revoked revoked -> List.of();
        };
    }

    private static KeyIssued issued(IssueKey command) {
        var application = command.application();
        var actsFor = command.actsFor();
        return new KeyIssued(
                command.key().value(),
                command.name().value(),
                sorted(command.scopes()),
                application == null ? null : application.value(),
                actsFor == null ? null : sorted(actsFor.stream().map(UserId::value).toList()),
                command.expiresAt(),
                command.secretHash());
    }

    private static KeyRotated rotated(Key.Issued key, RotateKey command) {
        return new KeyRotated(
                command.key().value(),
                command.expiresAt() == null ? key.current().endsAt() : command.expiresAt(),
                command.previousEndsAt(),
                command.secretHash());
    }

    private static @Nullable Set<UserId> users(@Nullable List<String> ids) {
        return ids == null ? null : ids.stream().map(UserId::new).collect(toUnmodifiableSet());
    }

    private static List<String> sorted(Collection<String> texts) {
        return List.copyOf(new TreeSet<>(texts));
    }

    private static Refusal exists() {
        return Refusal.of(ErrorCode.CONCURRENT_CHANGE, "a key of this id exists already");
    }
}
