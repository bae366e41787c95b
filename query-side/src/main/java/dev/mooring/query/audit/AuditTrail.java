package dev.mooring.query.audit;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.mooring.eventlog.Place;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.Documents;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import dev.mooring.query.history.EventFilter;
import dev.mooring.query.history.HistoryPage;
import dev.mooring.query.history.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Finds events of a workspace without reading through the log, which others' events are in too.
 * Whatever it is filtered by, MongoDB walks an index in the order of the answer and reads no more
 * than a page. Thread-safe.
 */
public final class AuditTrail {

    public static final String NAME = "audit-trail";

    private static final String POSITION = "position";
    private static final String USER = "user";

    public static final ReadModel MODEL =
            new ReadModel(
                    NAME,
                    1,
                    List.of(Trace.KIND),
                    List.of(),
                    Stream.of(
                                    List.of(POSITION),
                                    List.of("type", POSITION),
                                    List.of("actor", POSITION),
                                    List.of(USER, POSITION))
                            .map(fields ->
                                    Indexes.ascending(
                                            Stream.concat(
                                                            Stream.of(MongoDocuments.WORKSPACE),
                                                            fields.stream())
                                                    .toList()))
                            .toList());

    private final MongoDocuments documents;

    public AuditTrail(MongoDocuments documents) {
        this.documents = documents;
    }

    /** Where the read model is kept. */
    public Documents documents() {
        return documents;
    }

    /**
     * A page of what a filter lets through.
     *
     * @param after the position of the last one on the page before; null for the first page
     */
    public HistoryPage page(
            WorkspaceId workspace,
            EventFilter filter,
            Order order,
            @Nullable Long after,
            int limit) {
        return HistoryPage.first(
                places(workspace, conditions(filter, order, after), order, limit + 1), limit);
    }

    /** Where everything stands that happened to what is a user's, up to a position, in order. */
    public List<Place> ofUser(WorkspaceId workspace, UserId user, long upTo) {
        return places(
                workspace, List.of(eq(USER, user.value()), lte(POSITION, upTo)), Order.OLDEST, 0);
    }

    static List<Bson> conditions(EventFilter filter, Order order, @Nullable Long after) {
        var conditions = new ArrayList<Bson>();
        conditions.add(gt(POSITION, filter.after()));
        conditions.add(lte(POSITION, filter.upTo()));
        if (after != null) {
            conditions.add(order == Order.OLDEST ? gt(POSITION, after) : lt(POSITION, after));
        }
        if (filter.type() != null) {
            conditions.add(eq("type", filter.type()));
        }
        if (filter.actor() != null) {
            conditions.add(eq("actor", filter.actor()));
        }
        if (filter.user() != null) {
            conditions.add(eq(USER, filter.user()));
        }
        return conditions;
    }

    private List<Place> places(
            WorkspaceId workspace, List<Bson> conditions, Order order, int limit) {
        return documents
                .list(
                        workspace,
                        Trace.KIND,
                        conditions,
                        order == Order.OLDEST
                                ? Sorts.ascending(POSITION)
                                : Sorts.descending(POSITION),
                        limit)
                .stream()
                .map(Trace::place)
                .toList();
    }
}
