package dev.mooring.language.reuse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization that could be reused, as it is offered.
 *
 * @param accountName what it is recognised by; absent for a nameless one
 * @param connectionNames what a nameless one is recognised by; empty for one with a name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reusable(
        String authorizationId,
        @Nullable String accountName,
        List<String> connectionNames,
        Instant grantedAt) {

    public Reusable {
        connectionNames = List.copyOf(connectionNames);
    }

    /** Without the names, which are personal. */
    @Override
    public String toString() {
        return "Reusable[" + authorizationId + "]";
    }
}
