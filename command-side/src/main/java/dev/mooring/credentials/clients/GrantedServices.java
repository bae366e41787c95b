package dev.mooring.credentials.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.services.Service;
import dev.mooring.services.ServiceDirectory;

/**
 * The versions of services that authorizations were granted under. A version never changes, so that
 * those in use are kept at hand. Thread-safe.
 */
public final class GrantedServices {

    private static final int AT_HAND = 1_000;

    private final ServiceDirectory directory;
    private final Cache<Version, Service> versions =
            Caffeine.newBuilder().maximumSize(AT_HAND).build();

    public GrantedServices(ServiceDirectory directory) {
        this.directory = directory;
    }

    private record Version(WorkspaceId workspace, ServiceId service, int version) {}

    /**
     * A version of a service.
     *
     * @throws dev.mooring.language.Refusal {@code service.unknown}
     */
    public Service find(WorkspaceId workspace, ServiceId service, int version) {
        var key = new Version(workspace, service, version);
        var found = versions.getIfPresent(key);
        if (found == null) {
            found = directory.version(workspace, service, version);
            versions.put(key, found);
        }
        return found;
    }
}
