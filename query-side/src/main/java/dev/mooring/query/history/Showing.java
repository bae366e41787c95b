package dev.mooring.query.history;

import dev.mooring.api.paging.Page;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.request.Caller;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * Shows events to whoever asked, a page at a time: others' personal text only once it is on record
 * that it was read (security.md 31). Thread-safe.
 */
public final class Showing {

    private final Entries entries;
    private final Readings readings;

    public Showing(Entries entries, Readings readings) {
        this.entries = entries;
        this.readings = readings;
    }

    /** Where a page ended. */
    record Ended(long position) {}

    /** The position of the last event on the page before; null for the first page. */
    public static @Nullable Long after(Paging paging) {
        var ended = paging.after(Ended.class);
        return ended == null ? null : ended.position();
    }

    /**
     * Tells the events of a page.
     *
     * @param connection the connection that was asked for; null for any
     * @param user the user who was asked for; null for any
     */
    public Page<HistoryEntry> page(
            Caller caller,
            Paging paging,
            HistoryPage page,
            Clearance clearance,
            @Nullable String connection,
            @Nullable UserId user) {
        var told = entries.at(new WorkspaceId(caller.workspace()), page.places(), clearance);
        if (clearance == Clearance.PERSONAL) {
            readings.made(caller, connection, user, told);
        }
        return paging.page(
                told, page.more() ? new Ended(page.places().getLast().position()) : null);
    }
}
