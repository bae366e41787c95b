package dev.mooring.query.feed;

import dev.mooring.language.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * Whose connections somebody follows.
 *
 * @param user by the workspace's own id, who may be one that is yet to come; null for all users'
 * @param service null for any
 */
record Interest(WorkspaceId workspace, @Nullable String user, @Nullable String service) {

    boolean isIn(News news) {
        return (user == null || user.equals(news.shown().user()))
                && (service == null || service.equals(news.card().service()));
    }

    /** The user's id is personal. */
    @Override
    public String toString() {
        return "Interest[" + workspace + "]";
    }
}
