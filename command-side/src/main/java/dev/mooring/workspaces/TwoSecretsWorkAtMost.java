package dev.mooring.workspaces;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Instant;

/**
 * A key is not rotated while it has two secrets: the older of them may be the one in use, and would
 * be lost unnoticed.
 */
final class TwoSecretsWorkAtMost {

    private TwoSecretsWorkAtMost() {}

    static void check(Key.Issued key, Instant at) {
        var previous = key.previous();
        if (previous != null && previous.worksAt(at)) {
            throw Refusal.of(ErrorCode.KEY_BEING_ROTATED);
        }
    }
}
