package dev.mooring.query.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as an auditor reads it.
 *
 * @param subject the aggregate that it happened to, such as a connection or an authorization
 * @param user whose things it changed: by the workspace's own id where personal text is shown, else
 *     by the usr_ id; absent where they are the workspace's
 * @param actor who acted: a user as above, else a key or policy
 * @param client the application or key that the actor used
 * @param request the request that led to it
 * @param cause the event that a policy answered; absent for a caller's own doing
 * @param address the network that the request came from, where it is shown
 * @param summary what happened, in a sentence
 * @param changes what it changed of its subject
 * @param hash of its stored bytes, RFC 9162 §2.1.1, in hexadecimal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryEntry(
        long position,
        String id,
        String type,
        String subject,
        @Nullable String user,
        Instant at,
        String actor,
        @Nullable String client,
        String request,
        @Nullable String cause,
        @Nullable String address,
        String summary,
        List<Change> changes,
        String hash) {

    /** Names the event without what may be personal. */
    @Override
    public String toString() {
        return "HistoryEntry[" + position + ", " + type + "]";
    }
}
