package dev.mooring.query;

import java.util.List;
import org.bson.conversions.Bson;

/**
 * A read model: its documents, all in one collection of its own.
 *
 * @param name also the name of its processor, such as {@code connection-list}
 * @param version of the documents' form and of what their folds mean; another version is another
 *     collection, built beside this one
 * @param indexes serve its queries on MongoDB; the embedded server finds by id and scans otherwise
 */
public record ReadModel(
        String name, int version, List<Kind<?>> kinds, List<Join<?, ?>> joins, List<Bson> indexes) {

    public ReadModel {
        kinds = List.copyOf(kinds);
        joins = List.copyOf(joins);
        indexes = List.copyOf(indexes);
    }

    /** Such as {@code connection_list__v1}. */
    public String collection() {
        return name.replace('-', '_') + "__v" + version;
    }
}
