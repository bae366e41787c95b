package dev.mooring.query.serving;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.PersonalTraces;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.Generation;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import dev.mooring.query.rebuilding.Rebuilds;
import dev.mooring.query.views.Alias;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.ServedView;
import java.time.Duration;
import java.util.HashSet;

/**
 * Sees to it that read models have let go of an erased user. Those that are kept up or being built
 * do so by themselves, when they come by the event that his key is destroyed, and are waited for.
 * From those that nobody keeps up any more, and where his events are parked and so do not come by,
 * his documents are removed.
 */
final class ErasedFromViews implements PersonalTraces {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MongoDatabase database;
    private final LiveViews views;
    private final Rebuilds rebuilds;

    ErasedFromViews(MongoDatabase database, LiveViews views, Rebuilds rebuilds) {
        this.database = database;
        this.views = views;
        this.rebuilds = rebuilds;
    }

    @Override
    public void purge(WorkspaceId workspace, UserId user, long keyDestroyed) {
        for (var view : views.all()) {
            if (isPersonal(view.model())) {
                purge(view, workspace, user, keyDestroyed);
            }
        }
    }

    private void purge(ServedView view, WorkspaceId workspace, UserId user, long keyDestroyed) {
        var model = view.model();
        var alias =
                views.aliases()
                        .find(model)
                        .orElseThrow(
                                () -> new IllegalStateException(model.name() + " has not begun"));
        var keptUp = new HashSet<String>();
        for (var number : alias.fed()) {
            var generation = new Generation(model, number);
            awaitPosition(view, generation, keyDestroyed);
            if (isParked(view, generation, workspace, user)) {
                remove(generation.collection(), workspace, user);
            }
            keptUp.add(generation.collection());
        }
        var building = alias.building();
        if (building != null && !building.fed()) {
            requireBuilt(building, model, keyDestroyed);
            keptUp.add(new Generation(model, building.generation()).collection());
        }
        for (var collection : database.listCollectionNames()) {
            if (collection.startsWith(model.collections()) && !keptUp.contains(collection)) {
                remove(collection, workspace, user);
            }
        }
    }

    private static void awaitPosition(ServedView view, Generation generation, long position) {
        try {
            long reached =
                    view.source().positions().await(generation.processor(), position, PATIENCE);
            if (reached < position) {
                throw new IllegalStateException(generation + " still tells of an erased user");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while it waited", e);
        }
    }

    /** What was written before that may hold his text until then. */
    private void requireBuilt(Alias.Building building, ReadModel model, long position) {
        long written =
                rebuilds.find(building.rebuild()).map(it -> it.checkpoint().position()).orElse(0L);
        if (written < position) {
            throw new IllegalStateException(
                    "%s is being rebuilt and has not come by it; resume or cancel rebuild %s"
                            .formatted(model.name(), building.rebuild()));
        }
    }

    private static boolean isPersonal(ReadModel model) {
        return model.kinds().stream().anyMatch(kind -> kind.personal() != null);
    }

    private static boolean isParked(
            ServedView view, Generation generation, WorkspaceId workspace, UserId user) {
        var sequence = workspace.value() + "/" + user.value();
        return view.source().deadLetters().parked(generation.processor()).stream()
                .anyMatch(parked -> parked.sequence().equals(sequence));
    }

    private void remove(String collection, WorkspaceId workspace, UserId user) {
        database.getCollection(collection)
                .withWriteConcern(WriteConcern.MAJORITY)
                .deleteMany(
                        and(
                                eq(MongoDocuments.WORKSPACE, workspace.value()),
                                eq(MongoDocuments.USER, user.value())));
    }
}
