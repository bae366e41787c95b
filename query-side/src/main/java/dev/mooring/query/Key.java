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
        return other instanceof Key<?> key && text().equals(key.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
