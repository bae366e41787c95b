package dev.mooring.query.views;

import com.mongodb.client.MongoDatabase;
import dev.mooring.query.Generation;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import java.util.List;
import java.util.stream.Stream;

/**
 * Read models at versions that this node does not have: those of nodes that are not updated yet,
 * and those that all nodes have left. Thread-safe.
 */
final class OldVersions {

    private final MongoDatabase database;
    private final Aliases aliases;

    OldVersions(MongoDatabase database, Aliases aliases) {
        this.database = database;
        this.aliases = aliases;
    }

    /**
     * Removes what there is of a version. A node that has it and starts later builds it anew.
     *
     * @return false where there is nothing of it
     * @throws IllegalStateException while a live node keeps it up to date
     */
    boolean remove(ServedView view, int version) {
        var model = new ReadModel(view.model().name(), version, List.of(), List.of(), List.of());
        var alias = aliases.find(model).orElse(null);
        if (alias == null) {
            return false;
        }
        var records = view.source().records();
        var generations = all(alias).map(it -> new Generation(model, it)).toList();
        if (generations.stream().anyMatch(it -> !records.nodes(it.processor()).isEmpty())) {
            throw new IllegalStateException("a node keeps %s up to date".formatted(alias.view()));
        }
        for (var generation : generations) {
            MongoDocuments.of(database, generation).drop();
            records.forget(generation.processor());
        }
        aliases.remove(model);
        return true;
    }

    private static Stream<Integer> all(Alias alias) {
        var building = alias.building();
        return Stream.of(
                        alias.fed().stream(),
                        building == null ? Stream.<Integer>of() : Stream.of(building.generation()),
                        alias.retired().stream().map(Alias.Retired::generation))
                .flatMap(it -> it)
                .distinct();
    }
}
