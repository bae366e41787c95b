package dev.mooring.connections.revoke;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.connections.Connection.Live;
import dev.mooring.connections.ConnectionAnswer;
import dev.mooring.connections.ConnectionWrites;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.authorization.AuthorizationCommand.RevokeAuthorization;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/connections/{connection}/revoke}. */
@RestController
@Tag(name = "Connections")
public final class RevokeEndpoint {

    private final ConnectionWrites writes;

    public RevokeEndpoint(ConnectionWrites writes) {
        this.writes = writes;
    }

    /**
     * What the caller knows of the consequences.
     *
     * @param confirm ids of the other connections that share the authorization
     */
    record Revocation(@Nullable List<String> confirm) {

        private Set<ConnectionId> confirmed(Live connection) {
            var all = new HashSet<ConnectionId>();
            all.add(connection.id());
            for (var id : confirm == null ? List.<String>of() : confirm) {
                if (!ConnectionId.isValid(id)) {
                    throw Refusal.invalid(
                            "/confirm", "id.invalid", "confirm holds ids of connections");
                }
                all.add(new ConnectionId(id));
            }
            return all;
        }
    }

    @PostMapping("/v1/connections/{connection}/revoke")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Revoke a connection's authorization",
            description =
                    "Disconnects every connection that shares it. Unless confirm lists them, the answer does:"
                            + " a 409 with connections.")
    @Refuses({
        ErrorCode.CONNECTION_UNKNOWN,
        ErrorCode.CONNECTION_NOT_AUTHORIZED,
        ErrorCode.AUTHORIZATION_SHARED
    })
    ResponseEntity<ConnectionAnswer> revoke(
            Caller caller,
            @PathVariable String connection,
            @RequestBody(required = false) @Nullable Revocation body) {
        var revocation = body == null ? new Revocation(null) : body;
        return writes.send(
                caller,
                connection,
                target -> {
                    var authorization = target.found().connection().authorization();
                    if (authorization == null) {
                        throw Refusal.of(ErrorCode.CONNECTION_NOT_AUTHORIZED);
                    }
                    return new RevokeAuthorization(
                            authorization,
                            revocation.confirmed(target.found().connection()),
                            target.at());
                });
    }
}
