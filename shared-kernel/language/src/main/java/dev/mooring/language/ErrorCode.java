package dev.mooring.language;

import java.util.Optional;

/**
 * Everything that can be refused, with its stable code, what it means and what to do about it. Each
 * code has a page under {@code /problems/}.
 */
public enum ErrorCode {
    REQUEST_INVALID(
            "request.invalid",
            Kind.INVALID,
            "The request has invalid fields",
            "Mend the fields that errors names, each by its JSON pointer, and send the request again."),
    REQUEST_MALFORMED(
            "request.malformed",
            Kind.INVALID,
            "The request cannot be read",
            "Send well-formed JSON with the properties that the API reference lists, and each query parameter once."),
    REQUEST_TOO_LARGE(
            "request.too_large",
            Kind.TOO_LARGE,
            "The request is too large",
            "Send a smaller body, or fewer and shorter headers."),
    ROUTE_UNKNOWN(
            "route.unknown",
            Kind.NOT_FOUND,
            "There is no such resource",
            "Check the path against the API reference."),
    METHOD_NOT_ALLOWED(
            "method.not_allowed",
            Kind.METHOD_NOT_ALLOWED,
            "The resource does not take this method",
            "Use a method that the Allow header names."),
    MEDIA_TYPE_UNSUPPORTED(
            "media_type.unsupported",
            Kind.UNSUPPORTED_MEDIA,
            "The body's media type is not taken",
            "Send application/json."),
    NOT_ACCEPTABLE(
            "media_type.not_acceptable",
            Kind.NOT_ACCEPTABLE,
            "The answer does not come in that media type",
            "Accept application/json."),
    HOST_NOT_ALLOWED(
            "host.not_allowed",
            Kind.MISDIRECTED,
            "This server does not answer for that host",
            "Use the public URL that the server is configured with (mooring.api.public-url), or add the host to"
                    + " mooring.api.hosts."),
    UNAUTHENTICATED(
            "authentication.required",
            Kind.UNAUTHENTICATED,
            "The request carries no valid credentials",
            "Send Authorization: Bearer with an API key that is neither expired nor revoked, or with a valid token"
                    + " of the workspace's issuer."),
    SCOPE_MISSING(
            "scope.missing",
            Kind.FORBIDDEN,
            "The key lacks a scope that the route needs",
            "Use a key with the scope that detail names."),
    ROUTE_FORBIDDEN(
            "access.forbidden",
            Kind.FORBIDDEN,
            "The caller may not do this",
            "Ask the connection's owner or an administrator with access:admin."),
    USER_REQUIRED(
            "user.required",
            Kind.INVALID,
            "The call needs a user",
            "Name the user for whom the key acts in the Mooring-User header."),
    USER_FORBIDDEN(
            "user.forbidden",
            Kind.FORBIDDEN,
            "The caller does not act for that user",
            "Use a key whose actsFor includes the user, or the user's own token."),
    USER_NOT_CONFIRMED(
            "user.not_confirmed",
            Kind.FORBIDDEN,
            "The person who came back is not the one who started",
            "Start the authorization again, in the browser of the user who is to own it."),
    MOMENT_IN_FUTURE(
            "moment.in_future",
            Kind.INVALID,
            "The moment has not been yet",
            "Ask about an instant that has passed, by the server's time, or a position up to that of the log's last"
                    + " event; a write's answer and Mooring-Position name positions that there are."),
    USER_UNKNOWN(
            "user.unknown",
            Kind.NOT_FOUND,
            "There is no such user",
            "Name a user for whom something was done here, by the workspace's own id or as usr_…. Who was erased is"
                    + " known as usr_… alone: the workspace's own id is forgotten."),
    USER_ERASED(
            "user.erased",
            Kind.GONE,
            "The user is being erased",
            "Nothing more can be done of and for this user. GET /v1/users/{user}/erasure tells how far it is. Once his"
                    + " id is forgotten, whoever is named by it next is a new user."),
    ERASURE_UNKNOWN(
            "erasure.unknown",
            Kind.NOT_FOUND,
            "The user is not being erased",
            "Erase the user first, with POST /v1/users/{user}/erase."),
    SERVER_BUSY(
            "server.busy",
            Kind.BUSY,
            "The server is at its limit",
            "Try again after the seconds that Retry-After names."),
    RATE_LIMITED(
            "rate.limited",
            Kind.BUSY,
            "The caller calls more often than is allowed",
            "Wait for the seconds that Retry-After names, and spread the calls."),
    LOG_UNAVAILABLE(
            "log.unavailable",
            Kind.UNAVAILABLE,
            "The event log cannot be written at the moment",
            "Try again with the same Idempotency-Key: what was written counts once."),
    READ_MODEL_BEHIND(
            "read_model.behind",
            Kind.UNAVAILABLE,
            "The read model has not reached the position asked for",
            "Try again, or without Mooring-At-Least to read what is there."),
    AUDIT_EVENT_UNKNOWN(
            "audit.event_unknown",
            Kind.NOT_FOUND,
            "None of the workspace's events has that position",
            "Take a position that an event of this workspace's history or export names."),
    AUDIT_CHECKPOINT_UNKNOWN(
            "audit.checkpoint_unknown",
            Kind.NOT_FOUND,
            "No checkpoint of that size was given out",
            "Take the size of a checkpoint that was given out, or leave it out to take the newest."),
    AUDIT_DIVERGED(
            "audit.diverged",
            Kind.INTERNAL,
            "The log does not lead to what was signed about it",
            "Keep the checkpoints that you hold, and tell the operator: the log was altered, or put in the place of"
                    + " another. Nothing more is signed until it is known which."),
    VERIFICATION_UNKNOWN(
            "verification.unknown",
            Kind.NOT_FOUND,
            "There is no such verification",
            "Start one with POST, or check the id."),
    INTERNAL(
            "internal",
            Kind.INTERNAL,
            "Something went wrong inside",
            "Tell the operator the request id: the log holds the cause under it."),
    PRECONDITION_FAILED(
            "precondition.failed",
            Kind.PRECONDITION,
            "The resource has changed since that version",
            "Read it again and decide anew with its current ETag."),
    CONCURRENT_CHANGE(
            "concurrent.change",
            Kind.CONFLICT,
            "Others kept changing the same thing",
            "Try again."),
    IDEMPOTENCY_KEY_REUSED(
            "idempotency.key_reused",
            Kind.UNPROCESSABLE,
            "The Idempotency-Key was used with another body",
            "Use a fresh key for each distinct request."),
    IDEMPOTENCY_IN_PROGRESS(
            "idempotency.in_progress",
            Kind.CONFLICT,
            "The first request with this Idempotency-Key is still running",
            "Wait for its answer, or send the same request again in a moment."),
    CURSOR_INVALID(
            "cursor.invalid",
            Kind.INVALID,
            "The cursor is not one of this list",
            "Start again without a cursor."),
    WORKSPACE_UNKNOWN(
            "workspace.unknown",
            Kind.NOT_FOUND,
            "There is no such workspace",
            "Check the workspace id."),

    ISSUER_UNKNOWN(
            "issuer.unknown",
            Kind.NOT_FOUND,
            "The workspace has no issuer",
            "Set the issuer of your users' tokens first."),
    ISSUER_TAKEN(
            "issuer.taken",
            Kind.CONFLICT,
            "Another workspace takes tokens of this issuer for this audience",
            "Have your issuer name an audience for each workspace, so that a token leads to one of them."),
    ISSUER_UNAVAILABLE(
            "issuer.unavailable",
            Kind.UNAVAILABLE,
            "The issuer's keys cannot be had at the moment",
            "Try again in a few seconds; if it stays, see whether the workspace's jwksUrl answers."),

    CONNECTION_UNKNOWN(
            "connection.unknown",
            Kind.NOT_FOUND,
            "There is no such connection",
            "Check the id or link name, and that the connection belongs to the user named."),
    CONNECTION_EXISTS(
            "connection.exists",
            Kind.CONFLICT,
            "The connection exists already",
            "Create another one under a fresh Idempotency-Key."),
    CONNECTION_DELETED(
            "connection.deleted",
            Kind.GONE,
            "The connection was deleted",
            "Create a new connection; the history of the old one stays."),
    CONNECTION_DISABLED(
            "connection.disabled", Kind.CONFLICT, "The connection is disabled", "Enable it first."),
    CONNECTION_NOT_AUTHORIZED(
            "connection.not_authorized",
            Kind.CONFLICT,
            "The connection has no authorization",
            "Authorize it, or reuse one of the user's authorizations."),
    CONNECTION_ALREADY_AUTHORIZED(
            "connection.already_authorized",
            Kind.CONFLICT,
            "The connection has an authorization",
            "Use reauthorize to replace it, or switch to another of the user's authorizations."),
    CONNECTION_IN_USE(
            "connection.in_use",
            Kind.CONFLICT,
            "Applications still have access to the connection",
            "Disallow the applications that the answer lists, or delete with force."),
    LINK_NAME_TAKEN(
            "link_name.taken",
            Kind.CONFLICT,
            "The link name is taken",
            "Choose another link name, or leave it out to have one made."),

    ATTEMPT_UNKNOWN(
            "attempt.unknown",
            Kind.NOT_FOUND,
            "There is no such attempt",
            "Check the attempt's id, or start the authorization again."),
    ATTEMPT_EXPIRED(
            "attempt.expired",
            Kind.CONFLICT,
            "The authorization window has closed",
            "Start the authorization again; nothing was changed."),
    ATTEMPT_ENDED(
            "attempt.ended",
            Kind.CONFLICT,
            "The attempt has already ended",
            "Look at the attempt's outcome, or start the authorization again."),
    ATTEMPT_IN_EXCHANGE(
            "attempt.in_exchange",
            Kind.CONFLICT,
            "The service's answer is just being exchanged for credentials",
            "Wait for the attempt's outcome; it comes within seconds."),
    ATTEMPT_PENDING(
            "attempt.pending",
            Kind.CONFLICT,
            "The authorization window is still open",
            "Wait until it has closed."),
    ATTEMPT_NOT_RECEIVED(
            "attempt.not_received",
            Kind.CONFLICT,
            "The service has not answered this attempt",
            "Complete an attempt only after its callback was received."),
    ATTEMPTS_TOO_MANY(
            "attempts.too_many",
            Kind.BUSY,
            "Too many authorizations wait for their users",
            "Let one of them be finished, or wait until the window of one has closed."),
    RETURN_URL_REQUIRED(
            "return_url.required",
            Kind.UNPROCESSABLE,
            "The authorization needs a returnUrl",
            "Give the workspace's page to which the browser returns; its backend then confirms the user."),
    RETURN_URL_NOT_ALLOWED(
            "return_url.not_allowed",
            Kind.UNPROCESSABLE,
            "The returnUrl is not on the allow-list",
            "Use one of the URLs in mooring.authorizing.return-urls, exactly as listed."),
    CREDENTIAL_REQUIRED(
            "credential.required",
            Kind.UNPROCESSABLE,
            "The service is authorized with a credential in the request",
            "Send credential as the service's auth type demands: keys, username and password, or token."),
    CREDENTIAL_NOT_TAKEN(
            "credential.not_taken",
            Kind.UNPROCESSABLE,
            "The service is authorized in the browser",
            "Leave credential out and open the startUrl of the answer."),

    AUTHORIZATION_UNKNOWN(
            "authorization.unknown",
            Kind.NOT_FOUND,
            "The user has no such authorization",
            "Choose one of the authorizations that reusable lists."),
    AUTHORIZATION_NOT_REUSABLE(
            "authorization.not_reusable",
            Kind.CONFLICT,
            "The authorization was made for another configuration",
            "Reuse needs the same user, service, client, scopes and parameters; authorize anew instead."),
    AUTHORIZATION_NOT_IN_EFFECT(
            "authorization.not_in_effect",
            Kind.CONFLICT,
            "The authorization is no longer in effect",
            "Authorize anew."),
    AUTHORIZATION_NEEDS_REAUTHORIZATION(
            "authorization.needs_reauthorization",
            Kind.CONFLICT,
            "The service no longer honours the authorization",
            "Reauthorize the connection."),
    AUTHORIZATION_SHARED(
            "authorization.shared",
            Kind.CONFLICT,
            "Other connections share the authorization",
            "List every connection that the answer names in confirm: revoking disconnects them all."),
    AUTHORIZATION_TOO_WIDELY_SHARED(
            "authorization.too_widely_shared",
            Kind.CONFLICT,
            "The authorization has as many connections as one may have",
            "Authorize anew; one authorization serves at most 1,000 connections."),
    ACCOUNT_NAME_REQUIRED(
            "account_name.required",
            Kind.UNPROCESSABLE,
            "The authorization has no account name yet",
            "Give accountName: it is kept and shown from then on."),
    ACCOUNT_NAME_GIVEN(
            "account_name.given",
            Kind.CONFLICT,
            "The authorization already has an account name",
            "Leave accountName out; a name once given is kept."),

    SERVICE_UNKNOWN(
            "service.unknown",
            Kind.NOT_FOUND,
            "There is no such service",
            "List the services to find one."),
    SERVICE_NOT_PUBLISHED(
            "service.not_published",
            Kind.CONFLICT,
            "The service is a draft",
            "Publish it before connections are made to it."),
    SERVICE_NOT_EDITABLE(
            "service.not_editable",
            Kind.CONFLICT,
            "A built-in service cannot be changed",
            "Define a custom service instead."),
    SERVICE_NOTHING_TO_PUBLISH(
            "service.nothing_to_publish",
            Kind.CONFLICT,
            "The service has no unpublished version",
            "Save a new version first."),
    SERVICE_METADATA_UNAVAILABLE(
            "service.metadata_unavailable",
            Kind.UNPROCESSABLE,
            "The issuer's metadata cannot be had",
            "Check the issuer, publish again later, or post the service with its endpoints."),
    SERVICE_ISSUER_MISMATCH(
            "service.issuer_mismatch",
            Kind.UNPROCESSABLE,
            "The metadata is another issuer's",
            "Post the issuer exactly as its metadata has it, to the last slash, if it is the one you mean."),
    SERVICE_METADATA_UNUSABLE(
            "service.metadata_unusable",
            Kind.UNPROCESSABLE,
            "The issuer's metadata does not do",
            "Post the service with its endpoints, or have the issuer mend what detail names."),
    CLIENT_SECRET_REQUIRED(
            "client_secret.required",
            Kind.UNPROCESSABLE,
            "The client secret has to be given",
            "Send the client secret, again where a client id or a place that receives secrets has changed, so"
                    + " that no secret is led to a new place unknowingly."),
    CLIENT_MISSING(
            "client.missing",
            Kind.CONFLICT,
            "The service has no client registered in this workspace",
            "Register a client at the service and store its id and secret here."),
    SCOPE_UNKNOWN(
            "scope.unknown",
            Kind.UNPROCESSABLE,
            "The service has no such scope",
            "Choose from the scopes that the service lists."),
    PARAMETER_INVALID(
            "parameter.invalid",
            Kind.UNPROCESSABLE,
            "A parameter is not declared, missing or of the wrong form",
            "Send exactly the parameters that the service declares, each matching its pattern."),

    APPLICATION_UNKNOWN(
            "application.unknown",
            Kind.NOT_FOUND,
            "There is no such application",
            "List the applications to find one."),
    APPLICATION_HAS_NO_ACCESS(
            "application.no_access",
            Kind.FORBIDDEN,
            "The application may not use the connection",
            "The connection's owner or an administrator allows the application first."),
    KEY_UNKNOWN(
            "key.unknown", Kind.NOT_FOUND, "There is no such key", "List the keys to find one."),
    KEY_BEING_ROTATED(
            "key.being_rotated",
            Kind.CONFLICT,
            "The key has two secrets already",
            "End the previous secret once nobody uses it any more, or wait until it ends."),
    KEY_OF_FIRST_START(
            "key.of_first_start",
            Kind.CONFLICT,
            "The key of the first start has one secret",
            "Make a key with it, and use that one."),
    KEY_SCOPE_NOT_HELD(
            "key.scope_not_held",
            Kind.FORBIDDEN,
            "A key grants only scopes that its maker has",
            "Leave out the scopes that detail names, or use a key that has them."),

    CREDENTIAL_UNAVAILABLE(
            "credential.unavailable",
            Kind.UNAVAILABLE,
            "The credential cannot be had at the moment",
            "Try again in a few seconds: the service did not answer as needed."),
    REFRESH_OUTCOME_UNKNOWN(
            "refresh.outcome_unknown",
            Kind.CONFLICT,
            "A refresh was sent and its outcome is not known",
            "Reauthorize the connection: sending the old token again could cost the whole grant."),
    VAULT_ROLLED_BACK(
            "vault.rolled_back",
            Kind.CONFLICT,
            "The vault is older than the log",
            "Reauthorize the connection: its newest credential was lost with a restore."),

    PROJECTION_UNKNOWN(
            "projection.unknown",
            Kind.NOT_FOUND,
            "There is no such read model",
            "List the projections to find one."),
    PROJECTION_IN_USE(
            "projection.in_use",
            Kind.CONFLICT,
            "A node serves the read model at that version",
            "Update or stop that node first."),
    REBUILD_UNKNOWN(
            "rebuild.unknown",
            Kind.NOT_FOUND,
            "There is no such rebuild",
            "List the rebuilds to find one."),
    REBUILD_IN_PROGRESS(
            "rebuild.in_progress",
            Kind.CONFLICT,
            "The read model is being rebuilt already",
            "Wait for the rebuild that the answer names, or switch to it or cancel it."),
    REBUILD_STATE(
            "rebuild.state",
            Kind.CONFLICT,
            "The rebuild is not in a state for that",
            "Look at its state: the detail says which ones do."),
    DEAD_LETTER_UNKNOWN(
            "dead_letter.unknown",
            Kind.NOT_FOUND,
            "No event at that position is parked first of its sequence",
            "List the dead letters; what stands behind another one waits for that one."),
    DEAD_LETTER_BEING_RETRIED(
            "dead_letter.being_retried",
            Kind.CONFLICT,
            "The sequence is being retried",
            "Wait a moment, and list the dead letters again."),
    SEGMENT_NOT_DIVISIBLE(
            "segment.not_divisible",
            Kind.CONFLICT,
            "The segment cannot be split or merged so",
            "Look at the read model's segments; the detail says what is in the way.");

    private final String code;
    private final Kind kind;
    private final String title;
    private final String remedy;

    ErrorCode(String code, Kind kind, String title, String remedy) {
        this.code = code;
        this.kind = kind;
        this.title = title;
        this.remedy = remedy;
    }

    /** What sort of refusal it is; the HTTP edge maps each to one status. */
    public enum Kind {
        INVALID,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        CONFLICT,
        GONE,
        PRECONDITION,
        TOO_LARGE,
        UNSUPPORTED_MEDIA,
        MISDIRECTED,
        UNPROCESSABLE,
        BUSY,
        INTERNAL,
        UNAVAILABLE
    }

    public static Optional<ErrorCode> of(String code) {
        for (var candidate : values()) {
            if (candidate.code.equals(code)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The stable code, such as {@code connection.not_authorized}. */
    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    /** One line, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** What the caller can do about it. */
    public String remedy() {
        return remedy;
    }

    @Override
    public String toString() {
        return code;
    }
}
