package dev.mooring.eventlog.processing;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.WorkspaceId;
import org.jspecify.annotations.Nullable;

/** Events that must not pass each other: one owner's, and a workspace's own. */
final class Sequence {

    private Sequence() {}

    static String of(RecordedEvent event) {
        return of(event.workspace(), event.origin().owner());
    }

    static String of(WorkspaceId workspace, @Nullable String owner) {
        return owner == null ? workspace.value() : workspace.value() + '/' + owner;
    }
}
