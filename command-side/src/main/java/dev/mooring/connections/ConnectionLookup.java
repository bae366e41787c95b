package dev.mooring.connections;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Scope;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.authorizations.Authorization;
import dev.mooring.connections.Connection.Live;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.deciding.StateAtHead.Versioned;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.LinkName;
import dev.mooring.language.Refusal;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.linkname.LinkNameId;
import dev.mooring.linknames.LinkNameClaim;
import dev.mooring.linknames.LinkNameClaim.Free;
import dev.mooring.linknames.LinkNameClaim.Held;
import dev.mooring.workspaces.Commands;
import dev.mooring.workspaces.Users;
import java.util.Optional;

/**
 * Finds connections at the log's head, as far as a caller may see them: another user's, and another
 * workspace's, do not exist for him. Thread-safe.
 */
public final class ConnectionLookup {

    private final StateAtHead<Connection, ConnectionEvent> connections;
    private final StateAtHead<Authorization, AuthorizationEvent> authorizations;
    private final StateAtHead<LinkNameClaim, LinkNameEvent> linkNames;
    private final Users users;

    public ConnectionLookup(
            StateAtHead<Connection, ConnectionEvent> connections,
            StateAtHead<Authorization, AuthorizationEvent> authorizations,
            StateAtHead<LinkNameClaim, LinkNameEvent> linkNames,
            Users users) {
        this.connections = connections;
        this.authorizations = authorizations;
        this.linkNames = linkNames;
        this.users = users;
    }

    /** A connection and its version, which its ETag says. */
    public record Found(WorkspaceId workspace, Live connection, long version) {}

    /**
     * The connection that a path names, by id or link name.
     *
     * @throws Refusal {@code connection.unknown}, {@code connection.deleted}, {@code user.required}
     */
    public Found find(Caller caller, String path) {
        return find(caller, path, Scope.USERS_ANY);
    }

    /**
     * The same, for a caller who needs no user where he has a scope.
     *
     * @param overAll the scope that lets a caller see the connections of all users
     */
    public Found find(Caller caller, String path, Scope overAll) {
        var workspace = Commands.workspace(caller);
        var user = visibleUser(caller, workspace, overAll);
        var found = at(workspace, named(workspace, path));
        if (user.isPresent() && !found.state().belongsTo(user.get())) {
            throw Refusal.of(ErrorCode.CONNECTION_UNKNOWN);
        }
        var connection = found.state().requireLive();
        return new Found(workspace, connection, found.version());
    }

    /** A connection as it is now, whoever asks. */
    public Versioned<Connection> at(WorkspaceId workspace, ConnectionId connection) {
        return connections.read(workspace, connection.value());
    }

    /** An authorization as it is now, whoever asks. */
    public Versioned<Authorization> authorization(
            WorkspaceId workspace, AuthorizationId authorization) {
        return authorizations.read(workspace, authorization.value());
    }

    private Optional<UserId> visibleUser(Caller caller, WorkspaceId workspace, Scope overAll) {
        var external = caller.actingFor();
        if (external != null) {
            return Optional.of(
                    users.find(workspace, external)
                            .orElseThrow(() -> Refusal.of(ErrorCode.CONNECTION_UNKNOWN)));
        }
        if (!caller.has(overAll) || caller.principal().actsFor() instanceof ActsFor.Only) {
            throw Refusal.of(ErrorCode.USER_REQUIRED);
        }
        return Optional.empty();
    }

    private ConnectionId named(WorkspaceId workspace, String path) {
        return switch (PathId.of("con", path)) {
            case PathId.Id id -> new ConnectionId(id.value());
            case PathId.LinkName name -> holder(workspace, new LinkName(name.value()));
        };
    }

    private ConnectionId holder(WorkspaceId workspace, LinkName name) {
        return switch (linkNames
                .read(workspace, new LinkNameId(workspace, name).toString())
                .state()) {
            case Held held -> held.connection();
            case Free free -> throw Refusal.of(ErrorCode.CONNECTION_UNKNOWN);
        };
    }
}
