package dev.mooring.query;

import dev.mooring.language.WorkspaceId;

/** Names a document of a read model; the workspace comes first, so that nothing crosses it. */
public record Key<D extends Record>(WorkspaceId workspace, Kind<D> kind, String id) {

    /** As it is stored: {@code <workspace>/<kind>/<id>}. */
    public String text() {
        return workspace.value() + "/" + kind.name() + "/" + id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key<?> key
                && id.equals(key.id)
                && kind.name().equals(key.kind.name())
                && workspace.equals(key.workspace);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * workspace.hashCode() + kind.name().hashCode()) + id.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
