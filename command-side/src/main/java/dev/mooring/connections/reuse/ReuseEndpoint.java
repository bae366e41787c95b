package dev.mooring.connections.reuse;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.connections.ConnectionAnswer;
import dev.mooring.connections.ConnectionWrites;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionCommand.ReuseAuthorization;
import dev.mooring.language.connection.ConnectionCommand.SwitchAuthorization;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/connections/{connection}/reuse} and {@code …/switch}. */
@RestController
@Tag(name = "Connections")
public final class ReuseEndpoint {

    private final ConnectionWrites writes;

    public ReuseEndpoint(ConnectionWrites writes) {
        this.writes = writes;
    }

    /**
     * The authorization chosen.
     *
     * @param accountName required for a nameless authorization, refused for one with another name
     */
    record Choice(@Nullable String authorizationId, @Nullable String accountName) {

        private AuthorizationId authorization() {
            if (authorizationId == null || !AuthorizationId.isValid(authorizationId)) {
                throw Refusal.invalid(
                        "/authorizationId", "id.invalid", "the field holds no authorization's id");
            }
            return new AuthorizationId(authorizationId);
        }

        private @Nullable DisplayName name() {
            return accountName == null ? null : DisplayName.parse("/accountName", accountName);
        }
    }

    @PostMapping("/v1/connections/{connection}/reuse")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Reuse an authorization",
            description =
                    "Maps a connection without an authorization to one that its user already holds.")
    @Refuses({
        ErrorCode.CONNECTION_UNKNOWN,
        ErrorCode.CONNECTION_ALREADY_AUTHORIZED,
        ErrorCode.CONNECTION_DISABLED,
        ErrorCode.AUTHORIZATION_UNKNOWN,
        ErrorCode.AUTHORIZATION_NOT_REUSABLE,
        ErrorCode.AUTHORIZATION_NOT_IN_EFFECT,
        ErrorCode.ACCOUNT_NAME_REQUIRED,
        ErrorCode.ACCOUNT_NAME_GIVEN,
        ErrorCode.ATTEMPT_IN_EXCHANGE
    })
    ResponseEntity<ConnectionAnswer> reuse(
            Caller caller, @PathVariable String connection, @RequestBody Choice choice) {
        return writes.send(
                caller,
                connection,
                target ->
                        new ReuseAuthorization(
                                target.id(), choice.authorization(), choice.name(), target.at()));
    }

    @PostMapping("/v1/connections/{connection}/switch")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Switch to another authorization",
            description =
                    "Moves a connection to another of its user's authorizations, for the same configuration.")
    @Refuses({
        ErrorCode.CONNECTION_UNKNOWN,
        ErrorCode.CONNECTION_NOT_AUTHORIZED,
        ErrorCode.CONNECTION_DISABLED,
        ErrorCode.AUTHORIZATION_UNKNOWN,
        ErrorCode.AUTHORIZATION_NOT_REUSABLE,
        ErrorCode.AUTHORIZATION_NOT_IN_EFFECT,
        ErrorCode.ACCOUNT_NAME_REQUIRED,
        ErrorCode.ACCOUNT_NAME_GIVEN,
        ErrorCode.ATTEMPT_IN_EXCHANGE
    })
    ResponseEntity<ConnectionAnswer> switchTo(
            Caller caller, @PathVariable String connection, @RequestBody Choice choice) {
        return writes.send(
                caller,
                connection,
                target ->
                        new SwitchAuthorization(
                                target.id(), choice.authorization(), choice.name(), target.at()));
    }
}
