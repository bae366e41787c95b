package dev.mooring.services.posted;

import dev.mooring.language.LinkName;
import dev.mooring.language.service.ServiceDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A posted service that satisfies every rule, with the client split off.
 *
 * @param clientId null where none was posted
 * @param clientSecret null where none was posted
 */
public record ReadService(
        LinkName linkName,
        ServiceDefinition definition,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "ReadService[linkName=" + linkName + ", clientId=" + clientId + "]";
    }
}
