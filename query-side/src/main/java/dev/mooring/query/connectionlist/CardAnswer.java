package dev.mooring.query.connectionlist;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A card as the API shows it.
 *
 * @param statusReason a stable code for why, where there is more to say
 * @param accountName of its authorization; absent without one and for a nameless one
 * @param user the owner, by the workspace's own id
 * @param updatedAt when something last changed that the card shows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CardAnswer(
        String id,
        String linkName,
        String name,
        ServiceAnswer service,
        String status,
        @Nullable String statusReason,
        @Nullable String accountName,
        @Nullable String user,
        Instant updatedAt) {

    /** The service that it is a connection to. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceAnswer(String id, @Nullable String name) {}

    /** Its names are personal. */
    @Override
    public String toString() {
        return "CardAnswer[" + id + "]";
    }
}
