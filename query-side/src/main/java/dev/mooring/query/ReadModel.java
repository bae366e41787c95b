package dev.mooring.query;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bson.conversions.Bson;

/**
 * A read model: its documents, all in one collection, of which there is one for each {@link
 * Generation}.
 *
 * @param name such as {@code connection-list}
 * @param version of the documents' form and of what their folds mean, from 1; changed with either.
 *     Another version has generations of its own, and is built beside the one before
 * @param indexes serve its queries on MongoDB; the embedded server finds by id and scans otherwise
 */
public record ReadModel(
        String name, int version, List<Kind<?>> kinds, List<Join<?, ?>> joins, List<Bson> indexes) {

    public ReadModel {
        kinds = List.copyOf(kinds);
        joins = List.copyOf(joins);
        indexes = withOwnersIndex(kinds, indexes);
    }

    /** Where documents hold personal text, they have to be found when it is erased. */
    private static List<Bson> withOwnersIndex(List<Kind<?>> kinds, List<Bson> indexes) {
        var personal = kinds.stream().filter(kind -> kind.personal() != null).toList();
        for (var kind : personal) {
            if (Arrays.stream(kind.type().getRecordComponents())
                    .noneMatch(it -> it.getName().equals(MongoDocuments.USER))) {
                throw new IllegalArgumentException(kind + " does not name whose text it holds");
            }
        }
        return personal.isEmpty()
                ? List.copyOf(indexes)
                : Stream.concat(indexes.stream(), Stream.of(MongoDocuments.BY_USER)).toList();
    }

    /** Its version's name in the database, such as {@code connection_list__v1}. */
    public String collection() {
        return collections() + version;
    }

    /** What the names of its collections of all versions begin with, and no others. */
    public String collections() {
        return name.replace('-', '_') + "__v";
    }
}
