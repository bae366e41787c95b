package dev.mooring.erasing;

import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.UserId;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.workspace.UserEvent.ErasureStarted;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds from the log what is to be erased: whom, and what was ever his. What an erasure does is
 * {@link Eraser}'s. What comes after the erasure's start, since it was under way by then, is told
 * from the log too, however late. Seeing an event again changes nothing.
 */
final class WhenErasureStartsThenErase implements BatchHandler {

    /** Never changes: the processor's place is stored under it, and commands are named by it. */
    static final String NAME = "when-erasure-starts-then-erase";

    private final Belongings belongings;
    private final Erasures erasures;

    WhenErasureStartsThenErase(Belongings belongings, Erasures erasures) {
        this.belongings = belongings;
        this.erasures = erasures;
    }

    @Override
    public void handle(List<RecordedEvent> batch) {
        var things = new ArrayList<Belonging>();
        for (var recorded : batch) {
            switch (recorded.event()) {
                case ConnectionCreated it -> things.add(belonging(recorded, it.user()));
                case AuthorizationGranted it -> things.add(belonging(recorded, it.user()));
                case ErasureStarted it -> {
                    keep(things);
                    things.clear();
                    erasures.begin(recorded.workspace(), new UserId(it.user()), recorded.id());
                }
                default -> {
                    // Begins nothing.
                }
            }
        }
        keep(things);
    }

    private void keep(List<Belonging> things) {
        if (!things.isEmpty()) {
            belongings.add(things);
            erasures.again(things);
        }
    }

    private static Belonging belonging(RecordedEvent recorded, String user) {
        return new Belonging(recorded.workspace(), new UserId(user), recorded.aggregateId());
    }
}
