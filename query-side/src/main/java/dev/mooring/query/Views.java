package dev.mooring.query;

/** Where read models are opened, to be kept up and to be queried. */
@FunctionalInterface
public interface Views {

    /**
     * Has a read model be kept up from the log.
     *
     * @return its documents for queries: of whichever generation is served at the moment of each
     *     query. Where none has been built yet a query is refused as {@code read_model.behind}
     */
    MongoDocuments open(ReadModel model);
}
