package dev.mooring.credentials.vault;

import dev.mooring.language.AuthorizationId;
import dev.mooring.language.WorkspaceId;
import java.time.Instant;

/**
 * The right to refresh one generation for a while.
 *
 * @param version the generation to refresh
 * @param epoch grows with every lease of an authorization; an older one is void
 * @param until when it ends, in database time
 * @param unanswered how many times this generation's refresh token was sent under earlier leases
 *     with nobody knowing what came of it: above 0, what the service does with a token that is sent
 *     twice says whether it may be sent again
 */
public record RefreshLease(
        WorkspaceId workspace,
        AuthorizationId authorization,
        long version,
        long epoch,
        Instant until,
        int unanswered) {}
