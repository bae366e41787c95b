package dev.mooring.eventlog.format;

import org.jspecify.annotations.Nullable;

/**
 * Where an event comes from, as its envelope says it.
 *
 * @param address as ciphertext
 */
public record Metadata(
        @Nullable String owner,
        String actor,
        @Nullable String client,
        String request,
        @Nullable String cause,
        @Nullable String address) {

    /** Whose key the address is under. */
    String subject() {
        return owner == null ? actor : owner;
    }
}
