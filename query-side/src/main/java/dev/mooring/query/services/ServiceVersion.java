package dev.mooring.query.services;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import dev.mooring.query.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One version of a service of a workspace's own. It never changes.
 *
 * @param json the {@link ServiceDefinition}, which is read as a whole only
 */
public record ServiceVersion(String service, int version, String json) {

    static final Kind<ServiceVersion> KIND =
            new Kind<>(
                    "version", ServiceVersion.class, ServiceVersion::concern, ServiceVersion::fold);

    private static final JsonMapper JSON = JsonMapper.shared();

    static String id(String service, int version) {
        return service + "/" + version;
    }

    ServiceDefinition definition() {
        return JSON.readValue(json, ServiceDefinition.class);
    }

    private static @Nullable String concern(RecordedEvent recorded) {
        return switch (recorded.event()) {
            case ServiceDrafted it -> id(it.service(), it.version());
            case ServiceRevised it -> id(it.service(), it.version());
            default -> null;
        };
    }

    static @Nullable ServiceVersion fold(@Nullable ServiceVersion state, RecordedEvent recorded) {
        return switch (recorded.event()) {
            case ServiceDrafted it -> of(it.service(), it.version(), it.definition());
            case ServiceRevised it -> of(it.service(), it.version(), it.definition());
            default -> state;
        };
    }

    private static ServiceVersion of(String service, int version, ServiceDefinition definition) {
        return new ServiceVersion(service, version, JSON.writeValueAsString(definition));
    }
}
