package dev.mooring.services;

import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.language.service.ServiceEvent;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All versions of a custom service, of which one at most can be connected to. */
record ServiceVersions(
        NavigableMap<Integer, ServiceDefinition> definitions, @Nullable Integer published) {

    static ServiceVersions of(Iterable<ServiceEvent> events) {
        var definitions = new TreeMap<Integer, ServiceDefinition>();
        Integer published = null;
        for (var event : events) {
            switch (event) {
                case ServiceDrafted drafted ->
                        definitions.put(drafted.version(), drafted.definition());
                case ServiceRevised revised ->
                        definitions.put(revised.version(), revised.definition());
                case ServicePublished publication -> published = publication.version();
            }
        }
        return new ServiceVersions(definitions, published);
    }

    boolean isEmpty() {
        return definitions.isEmpty();
    }

    int newest() {
        return definitions.lastKey();
    }
}
