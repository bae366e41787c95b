package dev.mooring.language.service;

import dev.mooring.language.ServiceId;
import java.util.Collection;
import java.util.Optional;

/** The built-in services of this installation: the same on every node, fixed while it runs. */
public interface Catalog {

    Optional<Entry> find(ServiceId service);

    Collection<Entry> all();

    /** A version that this installation knows; at least the present one. */
    default Optional<Entry> find(ServiceId service, int version) {
        return find(service).filter(entry -> entry.version() == version);
    }

    /**
     * A built-in service. It carries no client, except where the service itself is part of the
     * installation.
     */
    record Entry(ServiceId service, int version, ServiceDefinition definition) {}
}
