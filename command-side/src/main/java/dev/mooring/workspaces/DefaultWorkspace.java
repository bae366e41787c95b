package dev.mooring.workspaces;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.CommandId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.WorkspaceCommand.CreateWorkspace;
import java.time.Instant;

/**
 * The workspace that an installation begins with. Its id is random, and nowhere but in the log: the
 * commit that creates it has the same id on every node, so that of many first starts one creates it
 * and the others find what that one created.
 */
public record DefaultWorkspace(WorkspaceId id) {

    private static final CommandId CREATION = CommandId.of("workspace.default");
    private static final DisplayName NAME = new DisplayName("Default");

    /** Finds the workspace, or creates it. */
    public static DefaultWorkspace open(EventLog log, CommandSender sender) {
        var receipt = log.find(CREATION).orElseGet(() -> create(sender, log.clock().instant()));
        return new DefaultWorkspace(receipt.events().getFirst().workspace());
    }

    /** Where another node is faster, what that one created. */
    private static Receipt create(CommandSender sender, Instant at) {
        var fresh = WorkspaceId.madeBy(CommandId.random());
        return sender.send(
                new CreateWorkspace(fresh, NAME, at),
                new CommandContext(fresh, FirstStart.ORIGIN, CREATION, false, at, null));
    }
}
