package dev.mooring.credentials.ending;

import dev.mooring.eventlog.Processor;
import dev.mooring.language.WorkspaceId;
import java.util.Collection;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps the vault of every workspace, on the node that destroys what has ended. */
final class Sweeper implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final Processor leading;
    private final Supplier<? extends Collection<WorkspaceId>> workspaces;
    private final OrphanSweep orphans;
    private final ClientSecretSweep clientSecrets;

    Sweeper(
            Processor leading,
            Supplier<? extends Collection<WorkspaceId>> workspaces,
            OrphanSweep orphans,
            ClientSecretSweep clientSecrets) {
        this.leading = leading;
        this.workspaces = workspaces;
        this.orphans = orphans;
        this.clientSecrets = clientSecrets;
    }

    @Override
    public void run() {
        if (leading.isLeading()) {
            workspaces.get().forEach(this::sweep);
        }
    }

    /** One workspace's trouble is not the others'. */
    private void sweep(WorkspaceId workspace) {
        try {
            orphans.sweep(workspace);
            clientSecrets.sweep(workspace);
        } catch (RuntimeException e) {
            LOG.warn("the vault of {} could not be swept; again at the next turn", workspace, e);
        }
    }
}
