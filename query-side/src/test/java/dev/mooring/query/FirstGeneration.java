package dev.mooring.query;

import com.mongodb.client.MongoDatabase;

/** Opens read models as they are before they were ever rebuilt. */
public final class FirstGeneration {

    private FirstGeneration() {}

    /** A read model's documents, with its indexes. */
    public static MongoDocuments open(MongoDatabase database, ReadModel model) {
        var documents = MongoDocuments.of(database, Generation.first(model));
        documents.createIndexes(model);
        return documents;
    }
}
