package dev.mooring.erasing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the erasure of a user is.
 *
 * @param user by the id that is left of him
 * @param state {@code running}; {@code live_done}: nothing is left here, and backups that are older
 *     can still be read; {@code done}: nor can those
 * @param step while it is running: {@code ending_connections}, {@code destroying_credentials},
 *     {@code destroying_key} or {@code purging}; a step that does not get on is tried again
 * @param startedAt when it was asked for
 * @param keyDestroyedAt from when on nobody here can read his text; absent before
 * @param erasedAt when it was complete here; absent before
 * @param backups what is left of him in backups; absent while his key is not destroyed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErasureAnswer(
        String user,
        String state,
        @Nullable String step,
        Instant startedAt,
        @Nullable Instant keyDestroyedAt,
        @Nullable Instant erasedAt,
        @Nullable Backups backups) {

    static final String RUNNING = "running";
    static final String LIVE_DONE = "live_done";
    static final String DONE = "done";

    /**
     * What is left of an erased user outside.
     *
     * @param takenBefore backups from before this have his key, and whoever has the key-encryption
     *     key reads his text in them; later ones hold ciphertext alone
     * @param until when the last of those is gone, by {@code mooring.erasing.backups-kept}; absent
     *     where that is not set, since nobody else knows
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Backups(Instant takenBefore, @Nullable Instant until) {}
}
