package dev.mooring.query.services;

import dev.mooring.language.service.ServiceDefinition;

/**
 * A version of a service that is shown.
 *
 * @param builtIn whether it is of the catalog
 * @param published whether connections can be made to this version, or could be once
 * @param revision changes with every change of the service
 */
record KnownService(
        String id,
        int version,
        boolean builtIn,
        boolean published,
        int newest,
        long revision,
        ServiceDefinition definition) {}
