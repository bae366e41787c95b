package dev.mooring.erasing;

import dev.mooring.credentials.ending.CredentialsOfUser;
import dev.mooring.credentials.ending.WhenAuthorizationEndsThenDestroy;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.language.AuthorizationId;
import java.time.Duration;

/**
 * Sees to it that nothing of a user is left in the vault. That is the work of the policy on
 * authorizations that end, which does many side by side and is waited for; what it has not done by
 * then, for whatever reason, is done here.
 */
final class DestroyingCredentials implements Work {

    private final Belongings belongings;
    private final CredentialsOfUser credentials;
    private final EventLog log;
    private final ProcessorPositions processors;
    private final Duration patience;

    /**
     * @param patience how long to wait for the policy
     */
    DestroyingCredentials(
            Belongings belongings,
            CredentialsOfUser credentials,
            EventLog log,
            ProcessorPositions processors,
            Duration patience) {
        this.belongings = belongings;
        this.credentials = credentials;
        this.log = log;
        this.processors = processors;
        this.patience = patience;
    }

    @Override
    public void on(Erasure erasure) {
        Waiting.until(
                processors, WhenAuthorizationEndsThenDestroy.NAME, log.head().position(), patience);
        var granted =
                belongings.of(erasure.workspace(), erasure.user()).stream()
                        .filter(AuthorizationId::isValid)
                        .map(AuthorizationId::new)
                        .toList();
        credentials.end(erasure.workspace(), erasure.user(), granted, erasure.origin());
    }
}
