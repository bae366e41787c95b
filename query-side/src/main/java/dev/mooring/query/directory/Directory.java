package dev.mooring.query.directory;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nor;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.Documents;
import dev.mooring.query.Kind;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import dev.mooring.query.names.UserName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Answers which applications, keys and issuer a workspace has. Thread-safe. */
public final class Directory {

    public static final String NAME = "directory";

    private static final String SORT_NAME = "sortName";
    private static final String ID = "_id";

    public static final ReadModel MODEL =
            new ReadModel(
                    NAME,
                    1,
                    List.of(Application.KIND, Key.KIND, TokenIssuer.KIND, UserName.KIND),
                    List.of(),
                    List.of(
                            Indexes.ascending(
                                    MongoDocuments.WORKSPACE, MongoDocuments.KIND, SORT_NAME, ID)));

    private final MongoDocuments documents;

    public Directory(MongoDocuments documents) {
        this.documents = documents;
    }

    /** Where the read model is kept. */
    public Documents documents() {
        return documents;
    }

    /**
     * Where a page ended.
     *
     * @param id of the last application or key
     */
    record Place(String sortName, String id) {}

    List<Application> applications(WorkspaceId workspace, @Nullable Place after, int limit) {
        return list(workspace, Application.KIND, List.of(), after, limit);
    }

    /** Without those that were revoked. */
    List<Key> keys(WorkspaceId workspace, @Nullable Place after, int limit) {
        return list(workspace, Key.KIND, List.of(eq("revoked", false)), after, limit);
    }

    /** Empty where the workspace takes nobody's tokens. */
    Optional<TokenIssuer> issuer(WorkspaceId workspace) {
        return documents
                .find(workspace, TokenIssuer.KIND, TokenIssuer.ID)
                .filter(issuer -> !issuer.dropped());
    }

    /** What users are called outside, by their {@code usr_} ids. */
    Map<String, String> externalIds(WorkspaceId workspace, Collection<String> users) {
        return documents.find(workspace, UserName.KIND, users).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().externalId()));
    }

    private <D extends Record> List<D> list(
            WorkspaceId workspace,
            Kind<D> kind,
            List<Bson> more,
            @Nullable Place after,
            int limit) {
        var filter = new ArrayList<>(more);
        filter.add(eq(MongoDocuments.KIND, kind.name()));
        if (after != null) {
            var id = new dev.mooring.query.Key<>(workspace, kind, after.id()).text();
            filter.add(
                    and(
                            gte(SORT_NAME, after.sortName()),
                            nor(and(eq(SORT_NAME, after.sortName()), lte(ID, id)))));
        }
        return documents.list(workspace, kind, filter, Sorts.ascending(SORT_NAME, ID), limit);
    }
}
