package dev.mooring.credentials.ending;

import dev.mooring.eventlog.Processor;
import dev.mooring.language.WorkspaceId;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps the vault every quarter of an hour, on the node that destroys what has ended. Close it to
 * end its thread.
 */
public final class Sweeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final Duration AT_FIRST = Duration.ofSeconds(30);

    private final Processor leading;
    private final Supplier<? extends Collection<WorkspaceId>> workspaces;
    private final OrphanSweep orphans;
    private final ClientSecretSweep clientSecrets;
    private final Thread thread;

    Sweeper(
            Processor leading,
            Supplier<? extends Collection<WorkspaceId>> workspaces,
            OrphanSweep orphans,
            ClientSecretSweep clientSecrets) {
        this.leading = leading;
        this.workspaces = workspaces;
        this.orphans = orphans;
        this.clientSecrets = clientSecrets;
        this.thread = Thread.ofPlatform().daemon().name("vault-sweep").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            Thread.sleep(AT_FIRST);
            while (true) {
                if (leading.isLeading()) {
                    workspaces.get().forEach(this::sweep);
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            LOG.debug("the vault is no longer swept by this node");
        }
    }

    private void sweep(WorkspaceId workspace) {
        try {
            orphans.sweep(workspace);
            clientSecrets.sweep(workspace);
        } catch (RuntimeException e) {
            LOG.warn("the vault of {} could not be swept; again in {}", workspace, EVERY, e);
        }
    }
}
