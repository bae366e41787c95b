package dev.mooring.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * Where an event comes from: ids only.
 *
 * @param owner the user whose things are changed; null where they are the workspace's
 * @param actor the user, key or policy that acted
 * @param client the application or key that the actor used; null where there was none
 * @param request the request's id
 * @param cause the id of the event that a policy answers; null for a person's command
 * @param address that the request came from, stored as ciphertext under the key of the owner, or of
 *     the actor where there is none; null where unknown
 */
public record Origin(
        @Nullable String owner,
        String actor,
        @Nullable String client,
        String request,
        @Nullable String cause,
        @Nullable Address address) {

    /** The address is personal and stays out. */
    @Override
    public String toString() {
        return "Origin[owner=%s, actor=%s, client=%s, request=%s, cause=%s]"
                .formatted(owner, actor, client, request, cause);
    }

    /** Whose key protects the address. */
    public String subject() {
        return owner == null ? actor : owner;
    }
}
