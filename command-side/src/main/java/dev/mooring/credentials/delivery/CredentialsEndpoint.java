package dev.mooring.credentials.delivery;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/connections/{connection}/credentials}. */
@RestController
@Tag(name = "Use")
public final class CredentialsEndpoint {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Delivery delivery;

    public CredentialsEndpoint(Delivery delivery) {
        this.delivery = delivery;
    }

    @GetMapping("/v1/connections/{connection}/credentials")
    @RequiresScope(Scope.TOKENS_READ)
    @Operation(
            summary = "Fetch what to put into requests to the service",
            description =
                    "Refreshed first where it is due. That it is taken, and by whom, is on record before it"
                            + " leaves. An application's key needs access to the connection.")
    @Refuses({
        ErrorCode.CONNECTION_UNKNOWN,
        ErrorCode.CONNECTION_DELETED,
        ErrorCode.CONNECTION_DISABLED,
        ErrorCode.CONNECTION_NOT_AUTHORIZED,
        ErrorCode.APPLICATION_HAS_NO_ACCESS,
        ErrorCode.AUTHORIZATION_NEEDS_REAUTHORIZATION,
        ErrorCode.CREDENTIAL_UNAVAILABLE,
        ErrorCode.REFRESH_OUTCOME_UNKNOWN,
        ErrorCode.VAULT_ROLLED_BACK
    })
    ResponseEntity<CredentialsAnswer> fetch(
            Caller caller,
            @PathVariable String connection,
            @RequestParam(required = false) @Nullable String minValidity) {
        var delivered = delivery.deliver(caller, connection, needed(minValidity));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        new CredentialsAnswer(
                                delivered.injection().headers(),
                                delivered.injection().query(),
                                delivered.injection().form(),
                                delivered.expiresAt(),
                                delivered.grantedScopes(),
                                delivered.missingScopes()));
    }

    private static Duration needed(@Nullable String minValidity) {
        if (minValidity == null) {
            return Duration.ZERO;
        }
        try {
            var needed = Duration.parse(minValidity);
            if (!needed.isNegative() && needed.compareTo(LONGEST) <= 0) {
                return needed;
            }
        } catch (DateTimeParseException e) {
            // Said below, together with what is no sensible length.
        }
        throw Refusal.invalid(
                "minValidity",
                "duration.invalid",
                "minValidity is an ISO 8601 duration of up to a day, such as PT60S");
    }
}
