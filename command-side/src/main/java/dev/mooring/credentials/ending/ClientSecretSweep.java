package dev.mooring.credentials.ending;

import dev.mooring.credentials.vault.ClientSecrets;
import dev.mooring.eventlog.EventLog;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after clients' secrets that were stored and never claimed: where the log names one its node
 * died before claiming it, else the secret is destroyed. Thread-safe.
 */
final class ClientSecretSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSecretSweep.class);

    private final ClientSecrets secrets;
    private final EventLog log;
    private final InstantSource clock;

    ClientSecretSweep(ClientSecrets secrets, EventLog log, InstantSource clock) {
        this.secrets = secrets;
        this.log = log;
        this.clock = clock;
    }

    void sweep(WorkspaceId workspace) {
        var before = clock.instant().minus(OrphanSweep.AGE);
        for (var unclaimed : secrets.unclaimed(workspace, before)) {
            if (isNamed(workspace, unclaimed)) {
                secrets.claim(workspace, unclaimed.registration(), unclaimed.version());
            } else {
                LOG.warn("no event names a secret of the client {}", unclaimed.registration());
                secrets.destroy(workspace, unclaimed.registration(), unclaimed.version());
            }
        }
    }

    private boolean isNamed(WorkspaceId workspace, ClientSecrets.Unclaimed unclaimed) {
        return log.readAggregate(unclaimed.registration().value(), 0).stream()
                .filter(recorded -> recorded.workspace().equals(workspace))
                .anyMatch(recorded ->
                        recorded.event() instanceof ClientRegistered registered
                                && registered.vaultVersion() == unclaimed.version());
    }
}
