package dev.mooring.language.linkname;

import dev.mooring.language.LinkName;
import dev.mooring.language.WorkspaceId;

/**
 * The aggregate that decides who holds a link name in a workspace: {@code <workspace>/<link name>}.
 */
public record LinkNameId(WorkspaceId workspace, LinkName name) {

    @Override
    public String toString() {
        return workspace.value() + "/" + name.value();
    }
}
