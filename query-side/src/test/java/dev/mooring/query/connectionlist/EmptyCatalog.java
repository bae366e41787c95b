package dev.mooring.query.connectionlist;

import dev.mooring.language.ServiceId;
import dev.mooring.language.service.Catalog;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

final class EmptyCatalog implements Catalog {

    @Override
    public Optional<Entry> find(ServiceId service) {
        return Optional.empty();
    }

    @Override
    public Collection<Entry> all() {
        return List.of();
    }
}
