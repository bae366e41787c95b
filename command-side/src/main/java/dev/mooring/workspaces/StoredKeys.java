package dev.mooring.workspaces;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.KeyDirectory;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.api.access.StoredKey;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.KeyId;
import dev.mooring.language.Personal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.UserEvent.ErasureStarted;
import dev.mooring.language.workspace.UserEvent.UserErased;
import dev.mooring.language.workspace.UserEvent.UserKeyDestroyed;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds API keys at the log's head: one that is revoked opens nothing from that moment, on no node.
 * Thread-safe.
 */
public final class StoredKeys implements KeyDirectory {

    private static final KeyDecider DECIDER = new KeyDecider();
    private static final int CACHED = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final EventLog log;
    private final boolean development;

    /** Whom a key acts for is fixed when it is made, and takes a read for each user to find out. */
    private final Cache<KeyId, ActsFor> actsFor =
            Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(KEPT).build();

    /**
     * A directory of one installation's keys.
     *
     * @param development whether keys of a developer's first start open anything
     */
    public StoredKeys(EventLog log, boolean development) {
        this.log = log;
        this.development = development;
    }

    @Override
    public Optional<StoredKey> find(String keyId) {
        if (!KeyId.isValid(keyId)) {
            return Optional.empty();
        }
        var events = log.readAggregate(keyId, 0);
        if (events.isEmpty()) {
            return Optional.empty();
        }
        var workspace = events.getFirst().workspace();
        var version = events.getLast().sequence();
        return switch (state(events, workspace)) {
            case Key.Unknown unknown -> Optional.empty();
            case Key.Revoked revoked -> Optional.empty();
            case Key.Bootstrap key ->
                    key.onlyOnce() || development
                            ? Optional.of(
                                    stored(
                                            bootstrap(workspace, keyId, key).asOf(version),
                                            List.of(new Key.Secret(key.secretHash(), null))))
                            : Optional.empty();
            case Key.Issued key ->
                    Optional.of(
                            stored(
                                    issued(workspace, new KeyId(keyId), key).asOf(version),
                                    key.secrets()));
        };
    }

    /** The key that these events have made, as its workspace sees it. */
    static Key state(List<RecordedEvent> events, WorkspaceId workspace) {
        var state = DECIDER.initial();
        for (var recorded : events) {
            if (recorded.workspace().equals(workspace)) {
                state = DECIDER.evolve(state, (KeyEvent) recorded.event());
            }
        }
        return state;
    }

    private static StoredKey stored(Principal principal, List<Key.Secret> secrets) {
        return new StoredKey(
                principal,
                secrets.stream()
                        .map(secret -> new StoredKey.Secret(secret.hash(), secret.endsAt()))
                        .toList());
    }

    private static Principal bootstrap(WorkspaceId workspace, String keyId, Key.Bootstrap key) {
        return Principal.bootstrap(workspace.value(), keyId, scopes(key.scopes()));
    }

    private Principal issued(WorkspaceId workspace, KeyId id, Key.Issued key) {
        var application = key.application();
        return Principal.key(
                workspace.value(),
                id.value(),
                scopes(key.scopes()),
                application == null ? null : application.value(),
                actsFor(workspace, id, key));
    }

    /** A scope that this version does not know grants nothing. */
    private static Set<Scope> scopes(Collection<String> texts) {
        return texts.stream().flatMap(text -> Scope.of(text).stream()).collect(toUnmodifiableSet());
    }

    private ActsFor actsFor(WorkspaceId workspace, KeyId id, Key.Issued key) {
        var users = key.actsFor();
        return users == null
                ? new ActsFor.Anyone()
                : actsFor.get(
                        id,
                        unread ->
                                new ActsFor.Only(
                                        users.stream()
                                                .flatMap(user -> externalId(workspace, user))
                                                .collect(toUnmodifiableSet())));
    }

    /** By what id requests name the user; nothing once the user was erased. */
    private Stream<String> externalId(WorkspaceId workspace, UserId user) {
        return log.readAggregate(user.value(), 0).stream()
                .filter(recorded -> recorded.workspace().equals(workspace))
                .flatMap(recorded ->
                        switch ((UserEvent) recorded.event()) {
                            case UserRegistered registered -> Stream.of(registered.externalId());
                            case ErasureStarted _, UserKeyDestroyed _, UserErased _ ->
                                    Stream.empty();
                        })
                .filter(externalId -> !externalId.equals(Personal.ERASED));
    }
}
