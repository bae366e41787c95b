package dev.mooring.query.connection;

import static dev.mooring.query.connection.ConnectionState.EXPIRED;

import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.language.connection.ConnectionEvent.ApplicationDisallowed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationReused;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationSwitched;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisconnected;
import dev.mooring.language.connection.ConnectionEvent.ConnectionEnabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.connection.ConnectionEvent.ReauthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.ScopesChanged;
import dev.mooring.query.connection.ConnectionState.Configured;
import dev.mooring.query.connection.ConnectionState.Mapping;
import dev.mooring.query.connection.ConnectionState.Pending;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The one step from a state to the next; lives as long as that. */
final class ConnectionFold {

    private final ConnectionState before;
    private String name;
    private Configured configured;
    private Mapping mapping;
    private @Nullable Pending pending;
    private @Nullable String unsuccessful;
    private boolean disabled;
    private boolean deleted;
    private List<String> applications;

    ConnectionFold(ConnectionState before) {
        this.before = before;
        name = before.name();
        configured = before.configured();
        mapping = before.mapping();
        pending = before.pending();
        unsuccessful = before.unsuccessful();
        disabled = before.disabled();
        deleted = before.deleted();
        applications = before.applications();
    }

    ConnectionFold apply(ConnectionEvent event) {
        switch (event) {
            case ConnectionCreated _ -> {}
            case AuthorizationStarted it ->
                    await(
                            new Pending(
                                    it.attempt(),
                                    it.accountName(),
                                    it.serviceVersion(),
                                    it.scopes(),
                                    it.expiresAt(),
                                    false));
            case ReauthorizationStarted it ->
                    await(
                            new Pending(
                                    it.attempt(),
                                    it.accountName(),
                                    it.serviceVersion(),
                                    it.scopes(),
                                    it.expiresAt(),
                                    false));
            case CallbackReceived it -> {
                if (isAwaited(it.attempt()) && pending != null) {
                    pending = pending.answered();
                }
            }
            case CallbackCameLate it -> end(it.attempt(), EXPIRED);
            case ConnectionAuthorized it -> complete(it.attempt(), it.authorization());
            case ConnectionReauthorized it -> complete(it.attempt(), it.authorization());
            case AuthorizationFailed it -> end(it.attempt(), it.reason());
            case AuthorizationExpired it -> end(it.attempt(), EXPIRED);
            case AuthorizationReused it -> map(it.authorization());
            case AuthorizationSwitched it -> map(it.authorization());
            case ConnectionRenamed it -> name = it.name();
            case ScopesChanged it -> ask(it.serviceVersion(), it.scopes());
            case ConnectionDisabled _ -> disabled = true;
            case ConnectionEnabled _ -> disabled = false;
            case ApplicationAllowed it -> {
                var allowed = new TreeSet<>(applications);
                allowed.add(it.application());
                applications = List.copyOf(allowed);
            }
            case ApplicationDisallowed it -> {
                var allowed = new TreeSet<>(applications);
                allowed.remove(it.application());
                applications = List.copyOf(allowed);
            }
            case ConnectionDisconnected _ -> mapping = new Mapping(null, true);
            case ConnectionDeleted _ -> {
                deleted = true;
                mapping = new Mapping(null, false);
                pending = null;
                unsuccessful = null;
                applications = List.of();
            }
        }
        return this;
    }

    ConnectionState after(Stamp changed, long version) {
        return new ConnectionState(
                before.connection(),
                before.user(),
                before.linkName(),
                before.service(),
                name,
                configured,
                mapping,
                pending,
                unsuccessful,
                disabled,
                deleted,
                applications,
                before.created(),
                changed,
                version);
    }

    private void await(Pending attempt) {
        pending = attempt;
        unsuccessful = null;
    }

    /** The connection is from now on configured as it was authorized. */
    private void complete(String attempt, String authorization) {
        if (isAwaited(attempt) && pending != null) {
            ask(pending.serviceVersion(), pending.scopes());
            pending = null;
        }
        map(authorization);
    }

    private void end(String attempt, String reason) {
        if (isAwaited(attempt)) {
            pending = null;
            unsuccessful = reason;
        }
    }

    private void map(String authorization) {
        mapping = new Mapping(authorization, false);
        unsuccessful = null;
    }

    private void ask(int serviceVersion, List<String> scopes) {
        configured = new Configured(serviceVersion, scopes, configured.parameters());
    }

    private boolean isAwaited(String attempt) {
        return pending != null && pending.attempt().equals(attempt);
    }
}
