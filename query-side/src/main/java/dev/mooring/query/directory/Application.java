package dev.mooring.query.directory;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.workspace.ApplicationEvent;
import dev.mooring.language.workspace.ApplicationEvent.ApplicationRegistered;
import dev.mooring.query.Kind;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An application of a workspace. */
public record Application(String application, String name, String sortName, Instant registeredAt) {

    static final Kind<Application> KIND =
            new Kind<>("application", Application.class, Application::concern, Application::fold);

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof ApplicationEvent application
                ? application.application()
                : null;
    }

    static @Nullable Application fold(@Nullable Application state, RecordedEvent recorded) {
        return recorded.event() instanceof ApplicationRegistered it
                ? new Application(
                        it.application(),
                        it.name(),
                        it.name().toLowerCase(Locale.ROOT),
                        recorded.at())
                : state;
    }
}
