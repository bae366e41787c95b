package dev.mooring.query.rebuilding;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.query.Kind;
import dev.mooring.query.ReadModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A read model that a test sees through: how often a connection was renamed, and its name. */
public record Renames(String connection, String name, int count, String note) {

    /** A name that a fold stumbles over while {@link #STUMBLES}. */
    static final String POISON = "poison";

    static final AtomicBoolean STUMBLES = new AtomicBoolean();

    static final ReadModel MODEL = version(1, "");

    /** A fold that means something else. */
    static ReadModel version(int version, String note) {
        return new ReadModel(
                "renames",
                version,
                List.of(
                        new Kind<>(
                                "renames",
                                Renames.class,
                                Renames::concern,
                                (state, event) -> fold(state, event, note))),
                List.of(),
                List.of());
    }

    static final Kind<Renames> KIND = kind(MODEL);

    @SuppressWarnings("unchecked")
    static Kind<Renames> kind(ReadModel model) {
        return (Kind<Renames>) model.kinds().getFirst();
    }

    private static String concern(RecordedEvent recorded) {
        var event = recorded.event();
        return event instanceof ConnectionCreated || event instanceof ConnectionRenamed
                ? event.aggregateId()
                : null;
    }

    private static Renames fold(Renames state, RecordedEvent recorded, String note) {
        return switch (recorded.event()) {
            case ConnectionCreated it -> new Renames(it.connection(), it.name(), 0, note);
            case ConnectionRenamed it -> {
                if (it.name().equals(POISON) && STUMBLES.get()) {
                    throw new IllegalArgumentException("secret " + it.name());
                }
                yield new Renames(it.connection(), it.name(), state.count + 1, note);
            }
            default -> state;
        };
    }
}
