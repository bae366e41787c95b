package dev.mooring.query.names;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.workspace.ApplicationEvent;
import dev.mooring.language.workspace.ApplicationEvent.ApplicationRegistered;
import dev.mooring.query.Kind;
import org.jspecify.annotations.Nullable;

/** What an application is called. */
public record ApplicationName(String application, String name) {

    public static final Kind<ApplicationName> KIND =
            new Kind<>(
                    "application",
                    ApplicationName.class,
                    ApplicationName::concern,
                    ApplicationName::fold);

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof ApplicationEvent application
                ? application.application()
                : null;
    }

    static @Nullable ApplicationName fold(@Nullable ApplicationName name, RecordedEvent recorded) {
        return switch (recorded.event()) {
            case ApplicationRegistered event ->
                    new ApplicationName(event.application(), event.name());
            default -> name;
        };
    }
}
