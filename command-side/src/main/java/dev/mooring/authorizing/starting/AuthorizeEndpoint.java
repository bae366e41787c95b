package dev.mooring.authorizing.starting;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.connections.ConnectionAnswer;
import dev.mooring.connections.ConnectionLookup;
import dev.mooring.connections.ConnectionLookup.Found;
import dev.mooring.connections.ConnectionWrites;
import dev.mooring.credentials.given.PostedCredential;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.services.Service;
import dev.mooring.services.ServiceDirectory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/connections/{connection}/authorize} and {@code …/reauthorize}. */
@RestController
@Tag(name = "Authorizing")
public final class AuthorizeEndpoint {

    private final ConnectionLookup lookup;
    private final ConnectionWrites writes;
    private final Idempotency idempotency;
    private final ServiceDirectory services;
    private final BrowserStart browserStart;
    private final CredentialStart credentialStart;

    public AuthorizeEndpoint(
            ConnectionLookup lookup,
            ConnectionWrites writes,
            Idempotency idempotency,
            ServiceDirectory services,
            BrowserStart browserStart,
            CredentialStart credentialStart) {
        this.lookup = lookup;
        this.writes = writes;
        this.idempotency = idempotency;
        this.services = services;
        this.browserStart = browserStart;
        this.credentialStart = credentialStart;
    }

    /**
     * How to authorize.
     *
     * @param accountName by which the user will recognise the authorization
     * @param returnUrl where the browser goes afterwards; one of the allowed ones
     * @param credential for services that are not authorized in a browser: {@code keys}, {@code
     *     username} and {@code password}, or {@code token}
     */
    record Authorize(
            @Nullable String accountName,
            @Nullable URI returnUrl,
            @Nullable PostedCredential credential) {

        /** Without the credential. */
        @Override
        public String toString() {
            return "Authorize[…]";
        }
    }

    /**
     * An attempt that was begun.
     *
     * @param startUrl to be opened in the user's browser, once
     * @param expiresAt when the window ends
     */
    record Begun(String attemptId, String startUrl, Instant expiresAt) {

        /** Without the ticket. */
        @Override
        public String toString() {
            return "Begun[" + attemptId + "]";
        }
    }

    @PostMapping("/v1/connections/{connection}/authorize")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Authorize a connection",
            description =
                    "Opens the 90-second window and answers where to send the user's browser. Services that take"
                            + " a credential instead are authorized at once.")
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = Begun.class)))
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ConnectionAnswer.class)))
    @Refuses({
        ErrorCode.CONNECTION_UNKNOWN,
        ErrorCode.CONNECTION_DISABLED,
        ErrorCode.CONNECTION_ALREADY_AUTHORIZED,
        ErrorCode.ATTEMPT_IN_EXCHANGE,
        ErrorCode.ATTEMPTS_TOO_MANY,
        ErrorCode.RETURN_URL_REQUIRED,
        ErrorCode.RETURN_URL_NOT_ALLOWED,
        ErrorCode.CREDENTIAL_REQUIRED,
        ErrorCode.CREDENTIAL_NOT_TAKEN,
        ErrorCode.CLIENT_MISSING
    })
    ResponseEntity<?> authorize(
            Caller caller, @PathVariable String connection, @RequestBody Authorize body) {
        return start(caller, connection, body, Kind.FIRST);
    }

    @PostMapping("/v1/connections/{connection}/reauthorize")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @Operation(
            summary = "Reauthorize a connection",
            description =
                    "As authorize; the authorization in effect serves until the new one has completed, and stays"
                            + " where that fails.")
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = Begun.class)))
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ConnectionAnswer.class)))
    @Refuses({
        ErrorCode.CONNECTION_UNKNOWN,
        ErrorCode.CONNECTION_DISABLED,
        ErrorCode.CONNECTION_NOT_AUTHORIZED,
        ErrorCode.ATTEMPT_IN_EXCHANGE,
        ErrorCode.ATTEMPTS_TOO_MANY,
        ErrorCode.RETURN_URL_REQUIRED,
        ErrorCode.RETURN_URL_NOT_ALLOWED,
        ErrorCode.CREDENTIAL_REQUIRED,
        ErrorCode.CREDENTIAL_NOT_TAKEN,
        ErrorCode.CLIENT_MISSING
    })
    ResponseEntity<?> reauthorize(
            Caller caller, @PathVariable String connection, @RequestBody Authorize body) {
        return start(caller, connection, body, Kind.RENEWED);
    }

    private ResponseEntity<?> start(Caller caller, String path, Authorize body, Kind kind) {
        if (body.accountName() == null) {
            throw Refusal.invalid("/accountName", "field.required", "the field is missing");
        }
        var name = DisplayName.parse("/accountName", body.accountName());
        var found = lookup.find(caller, path);
        var service = services.connectable(found.workspace(), found.connection().service().value());
        return service.definition().auth().inBrowser()
                ? inBrowser(caller, found, service, name, body, kind)
                : atOnce(caller, found, service, name, body, kind);
    }

    private ResponseEntity<Begun> inBrowser(
            Caller caller,
            Found found,
            Service service,
            DisplayName name,
            Authorize body,
            Kind kind) {
        if (body.credential() != null) {
            throw Refusal.of(ErrorCode.CREDENTIAL_NOT_TAKEN);
        }
        var kept =
                Kept.without(
                        Begun.class,
                        begun -> new Begun(begun.attemptId(), "", begun.expiresAt()),
                        begun ->
                                new Begun(
                                        begun.attemptId(),
                                        browserStart.again(found, begun.attemptId()).toString(),
                                        begun.expiresAt()));
        return idempotency.run(
                caller,
                kept,
                commitId -> {
                    var target = writes.target(caller, found, commitId);
                    var begun = browserStart.begin(target, service, name, body.returnUrl(), kind);
                    var id = begun.attempt().attempt().value();
                    return Answers.created(
                            URI.create("/v1/attempts/" + id),
                            new Begun(id, begun.startUrl().toString(), begun.attempt().expiresAt()),
                            begun.receipt().position(),
                            begun.receipt().versions().getOrDefault(target.id().value(), 0L));
                });
    }

    private ResponseEntity<ConnectionAnswer> atOnce(
            Caller caller,
            Found found,
            Service service,
            DisplayName name,
            Authorize body,
            Kind kind) {
        return idempotency.run(
                caller,
                Kept.whole(ConnectionAnswer.class),
                commitId -> {
                    var target = writes.target(caller, found, commitId);
                    var receipt =
                            credentialStart.authorize(
                                    target, service, name, body.credential(), kind);
                    return writes.answered(found.workspace(), target.id(), receipt, target.at());
                });
    }
}
