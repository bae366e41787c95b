package dev.mooring.credentials.vault;

import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Points to a generation that was stored and never promoted.
 *
 * @param attempt the attempt that stored it; null where a refresh did
 * @param at when it was stored, in database time
 */
public record Pending(
        AuthorizationId authorization, @Nullable AttemptId attempt, long version, Instant at) {}
