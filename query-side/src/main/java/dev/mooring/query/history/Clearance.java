package dev.mooring.query.history;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.Personal;
import org.jspecify.annotations.Nullable;

/** How much of what is personal a reader is shown (security.md 31). */
public enum Clearance {
    /** The owner reads what is his: everything, but for others' addresses. */
    OWN,
    /** An auditor whose reading is recorded: everything. */
    PERSONAL,
    /** Any other auditor: users by their {@code usr_} ids, and no personal text or address. */
    MASKED;

    /** What personal text reads as for whoever may not see it. */
    public static final String MASK = "[personal]";

    /** Whether personal text is shown, and users as the workspace calls them. */
    public boolean showsText() {
        return this != MASKED;
    }

    String text(String personal) {
        return showsText() || personal.equals(Personal.ERASED) ? personal : MASK;
    }

    /** The address that a request came from, where it is shown. */
    @Nullable String address(RecordedEvent event) {
        var origin = event.origin();
        var address = origin.address();
        var shown =
                switch (this) {
                    case OWN -> origin.actor().equals(origin.owner());
                    case PERSONAL -> true;
                    case MASKED -> false;
                };
        return shown && address != null ? address.text() : null;
    }
}
