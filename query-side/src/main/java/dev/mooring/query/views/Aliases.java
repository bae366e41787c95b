package dev.mooring.query.views;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.mooring.query.ReadModel;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The aliases of all read models, a document each in the collection {@code views}. A change is one
 * conditional write over the revision that it was made from, whoever else is at it. Thread-safe.
 */
public final class Aliases {

    private static final String ID = "_id";
    private static final String REVISION = "revision";

    private final MongoCollection<Document> aliases;

    public Aliases(MongoDatabase database) {
        this.aliases =
                database.getCollection("views")
                        .withWriteConcern(WriteConcern.MAJORITY)
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withReadPreference(ReadPreference.primary());
    }

    /** Those there are, by {@link Alias#view}. */
    public Map<String, Alias> all() {
        var all = new HashMap<String, Alias>();
        for (var document : aliases.find()) {
            var alias = alias(document);
            all.put(alias.view(), alias);
        }
        return all;
    }

    public Optional<Alias> find(ReadModel model) {
        return Optional.ofNullable(aliases.find(Filters.eq(ID, model.collection())).first())
                .map(Aliases::alias);
    }

    /** Puts a read model's first alias there, unless there is one. */
    public void begin(Alias alias) {
        try {
            aliases.insertOne(document(alias.revised(1)));
        } catch (MongoWriteException e) {
            // Nodes that begin at once: one of them makes it.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    /**
     * Changes an alias, made anew over what others made of it meanwhile.
     *
     * @param change pure; may throw to refuse
     * @return as it is now
     */
    public Alias change(ReadModel model, UnaryOperator<Alias> change) {
        while (true) {
            var seen =
                    find(model)
                            .orElseThrow(() ->
                                    new IllegalStateException(model.name() + " has not begun"));
            var next = change.apply(seen);
            var unchanged =
                    Filters.and(Filters.eq(ID, seen.view()), Filters.eq(REVISION, seen.revision()));
            var revised = next.revised(seen.revision() + 1);
            if (aliases.replaceOne(unchanged, document(revised)).getMatchedCount() == 1) {
                return revised;
            }
        }
    }

    /** Forgets a read model's version. */
    void remove(ReadModel model) {
        aliases.deleteOne(Filters.eq(ID, model.collection()));
    }

    private static Document document(Alias alias) {
        return new Document(ID, alias.view())
                .append(REVISION, alias.revision())
                .append("live", alias.live())
                .append("previous", alias.previous())
                .append("newest", alias.newest())
                .append("building", document(alias.building()))
                .append(
                        "retired",
                        alias.retired().stream()
                                .map(it ->
                                        new Document("generation", it.generation())
                                                .append("at", it.at()))
                                .toList())
                .append("switchedAt", alias.switchedAt())
                .append("switchedBy", alias.switchedBy());
    }

    private static @Nullable Document document(Alias.@Nullable Building building) {
        return building == null
                ? null
                : new Document("rebuild", building.rebuild())
                        .append("generation", building.generation())
                        .append("fed", building.fed())
                        .append("atOnce", building.atOnce())
                        .append("orderedBy", building.orderedBy())
                        .append("orderedAt", building.orderedAt());
    }

    private static Alias alias(Document document) {
        return new Alias(
                document.getString(ID),
                document.getLong(REVISION),
                document.getInteger("live"),
                document.getInteger("previous"),
                document.getInteger("newest"),
                building(document.get("building", Document.class)),
                document.getList("retired", Document.class, List.of()).stream()
                        .map(it ->
                                new Alias.Retired(
                                        it.getInteger("generation"), it.getDate("at").toInstant()))
                        .toList(),
                instant(document.getDate("switchedAt")),
                document.getString("switchedBy"));
    }

    private static Alias.@Nullable Building building(@Nullable Document document) {
        return document == null
                ? null
                : new Alias.Building(
                        document.getString("rebuild"),
                        document.getInteger("generation"),
                        document.getBoolean("fed"),
                        document.getBoolean("atOnce"),
                        document.getString("orderedBy"),
                        document.getDate("orderedAt").toInstant());
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
