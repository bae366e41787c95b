package dev.mooring.services;

import dev.mooring.language.service.ServiceDefinition;

/** A custom service as its events have made it. Immutable. */
public sealed interface CustomService {

    /** It was never defined. */
    record Undefined() implements CustomService {}

    /** Its only versions are drafts. */
    record Draft(int version, ServiceDefinition definition) implements CustomService {}

    /** Its newest version can be connected to. */
    record Published(int version, ServiceDefinition definition) implements CustomService {}

    /**
     * It can be connected to, and has a newer version that is a draft.
     *
     * @param published the version that can be connected to
     */
    record Revised(int published, int version, ServiceDefinition definition)
            implements CustomService {}
}
