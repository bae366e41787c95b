package dev.mooring.query.names;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.service.ServiceEvent;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import dev.mooring.query.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a custom service is called. A name that was only drafted is not shown before it is
 * published.
 *
 * @param drafted the name in the newest version
 * @param published the name in the newest published version; null before there is one
 */
public record ServiceName(String service, String drafted, @Nullable String published) {

    public static final Kind<ServiceName> KIND =
            new Kind<>("service", ServiceName.class, ServiceName::concern, ServiceName::fold);

    /** The name to show. */
    public String name() {
        return published == null ? drafted : published;
    }

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof ServiceEvent service ? service.service() : null;
    }

    static @Nullable ServiceName fold(@Nullable ServiceName name, RecordedEvent recorded) {
        if (!(recorded.event() instanceof ServiceEvent happened)) {
            return name;
        }
        return switch (happened) {
            case ServiceDrafted event ->
                    new ServiceName(event.service(), event.definition().name(), null);
            case ServiceRevised event ->
                    name == null
                            ? null
                            : new ServiceName(
                                    name.service(), event.definition().name(), name.published());
            case ServicePublished _ ->
                    name == null
                            ? null
                            : new ServiceName(name.service(), name.drafted(), name.drafted());
        };
    }
}
