package dev.mooring.query;

import dev.mooring.eventlog.BatchHandler;
import dev.mooring.eventlog.RecordedEvent;
import java.util.List;

/**
 * Keeps a read model: a batch of events becomes one read and one bulk write (and one more read by
 * id where a join reaches documents that the batch does not name). Holds nothing between batches.
 */
public final class Projector implements BatchHandler {

    private final ReadModel model;
    private final Documents documents;

    public Projector(ReadModel model, Documents documents) {
        this.model = model;
        this.documents = documents;
    }

    /** What it keeps. */
    public ReadModel model() {
        return model;
    }

    /** Of the read model, and so of its processor. */
    public String name() {
        return model.name();
    }

    @Override
    public void handle(List<RecordedEvent> batch) {
        if (batch.isEmpty()) {
            return;
        }
        var changed = new BatchFold(model, documents, batch).run();
        if (!changed.isEmpty()) {
            documents.save(changed);
        }
    }
}
