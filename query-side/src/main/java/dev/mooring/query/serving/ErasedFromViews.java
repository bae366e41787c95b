package dev.mooring.query.serving;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.DeadLetters;
import dev.mooring.eventlog.PersonalTraces;
import dev.mooring.eventlog.ProcessorPositions;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import java.time.Duration;
import java.util.List;

/**
 * Sees to it that read models have let go of an erased user. Those that are kept up do so by
 * themselves, when they come by the event that his key is destroyed, and are waited for. From those
 * that nobody keeps up any more, and where his events are parked and so do not come by, his
 * documents are removed.
 */
final class ErasedFromViews implements PersonalTraces {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MongoDatabase database;
    private final ProcessorPositions positions;
    private final DeadLetters deadLetters;
    private final List<ReadModel> models;

    /**
     * @param models those that are kept up
     */
    ErasedFromViews(
            MongoDatabase database,
            ProcessorPositions positions,
            DeadLetters deadLetters,
            List<ReadModel> models) {
        this.database = database;
        this.positions = positions;
        this.deadLetters = deadLetters;
        this.models = List.copyOf(models);
    }

    @Override
    public void purge(WorkspaceId workspace, UserId user, long keyDestroyed) {
        for (var model : models) {
            if (!isPersonal(model)) {
                continue;
            }
            awaitPosition(model, keyDestroyed);
            var keptUp = model.collection();
            if (isParked(model, workspace, user)) {
                remove(keptUp, workspace, user);
            }
            for (var collection : database.listCollectionNames()) {
                if (collection.startsWith(model.collections()) && !collection.equals(keptUp)) {
                    remove(collection, workspace, user);
                }
            }
        }
    }

    private void awaitPosition(ReadModel model, long position) {
        try {
            if (positions.await(model.name(), position, PATIENCE) < position) {
                throw new IllegalStateException(model.name() + " still tells of an erased user");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while it waited", e);
        }
    }

    private static boolean isPersonal(ReadModel model) {
        return model.kinds().stream().anyMatch(kind -> kind.personal() != null);
    }

    private boolean isParked(ReadModel model, WorkspaceId workspace, UserId user) {
        var sequence = workspace.value() + "/" + user.value();
        return deadLetters.parked(model.name()).stream()
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
