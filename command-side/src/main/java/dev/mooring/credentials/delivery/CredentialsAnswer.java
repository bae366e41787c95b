package dev.mooring.credentials.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application puts into its requests to the service.
 *
 * @param expiresAt when it stops working, where the service says so
 * @param grantedScopes what the service granted
 * @param missingScopes what the connection asks for beyond that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialsAnswer(
        Map<String, String> headers,
        Map<String, String> query,
        Map<String, String> form,
        @Nullable Instant expiresAt,
        List<String> grantedScopes,
        List<String> missingScopes) {

    /** Nothing that opens anything. */
    @Override
    public String toString() {
        return "CredentialsAnswer[expiresAt=%s, grantedScopes=%s, missingScopes=%s]"
                .formatted(expiresAt, grantedScopes, missingScopes);
    }
}
