package dev.mooring.query.services;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.service.ServiceEvent;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import dev.mooring.query.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service of a workspace's own over all its versions.
 *
 * @param newest its newest version, be it a draft
 * @param published the versions that were published, in order; the last can be connected to
 * @param revision the sequence of its last event: the aggregate's version
 */
public record CustomService(String service, int newest, List<Integer> published, long revision) {

    static final Kind<CustomService> KIND =
            new Kind<>("service", CustomService.class, CustomService::concern, CustomService::fold);

    /** The version that is connected to; null while all of it is a draft. */
    @Nullable Integer current() {
        return published.isEmpty() ? null : published.getLast();
    }

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof ServiceEvent service ? service.service() : null;
    }

    static @Nullable CustomService fold(@Nullable CustomService state, RecordedEvent recorded) {
        if (!(recorded.event() instanceof ServiceEvent happened)) {
            return state;
        }
        var published = state == null ? List.<Integer>of() : state.published;
        return switch (happened) {
            case ServiceDrafted it ->
                    new CustomService(it.service(), it.version(), published, recorded.sequence());
            case ServiceRevised it ->
                    new CustomService(it.service(), it.version(), published, recorded.sequence());
            case ServicePublished it ->
                    state == null
                            ? null
                            : new CustomService(
                                    it.service(),
                                    state.newest,
                                    Stream.concat(published.stream(), Stream.of(it.version()))
                                            .distinct()
                                            .sorted()
                                            .toList(),
                                    recorded.sequence());
        };
    }
}
