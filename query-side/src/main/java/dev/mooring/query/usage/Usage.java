package dev.mooring.query.usage;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.mooring.api.position.AtLeast;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.query.Documents;
import dev.mooring.query.Kind;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.ReadModel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Answers who took which credential. Kept in sums, for all of time and by the hour, so that an
 * answer costs what there are takers and hours, and not what there were fetches. Thread-safe.
 */
public final class Usage {

    public static final String NAME = "usage";

    private static final String HOUR = "hour";

    public static final ReadModel MODEL =
            new ReadModel(
                    NAME,
                    1,
                    List.of(Taken.IN_ALL, Taken.BY_HOUR, Upkeep.KIND),
                    List.of(),
                    Stream.of(Of.values())
                            .map(of ->
                                    Indexes.ascending(
                                            MongoDocuments.WORKSPACE,
                                            MongoDocuments.KIND,
                                            of.field,
                                            HOUR))
                            .toList());

    private final MongoDocuments documents;
    private final EventLog activity;
    private final Positions positions;
    private final Duration wait;

    /**
     * Usage as the activity log has it.
     *
     * @param wait how long an answer may wait for what was recorded before it was asked for
     */
    public Usage(MongoDocuments documents, EventLog activity, Positions positions, Duration wait) {
        this.documents = documents;
        this.activity = activity;
        this.positions = positions;
        this.wait = wait;
    }

    /** What usage is asked of. */
    enum Of {
        CONNECTION("connection"),
        AUTHORIZATION("authorization"),
        APPLICATION("application");

        private final String field;

        Of(String field) {
            this.field = field;
        }
    }

    /** Where the read model is kept. */
    public Documents documents() {
        return documents;
    }

    /**
     * Waits until everything is in it that was recorded before; a fetch that was answered is.
     *
     * @throws Refusal {@code read_model.behind}
     */
    void catchUp() {
        try {
            new AtLeast(activity.head().position()).await(positions, NAME, wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogUnavailableException.unreadable(e);
        }
    }

    /** Who ever took, the last first. */
    List<Taken> ever(WorkspaceId workspace, Of of, String id) {
        return latestFirst(list(workspace, Taken.IN_ALL, List.of(eq(of.field, id))));
    }

    /**
     * Who took within some hours, the last first.
     *
     * @param from the hour that it is in is the first one
     * @param to the hour that it is in is the last one, but where it is its beginning; null for no
     *     end
     */
    List<Taken> within(
            WorkspaceId workspace, Of of, String id, Instant from, @Nullable Instant to) {
        var conditions = new ArrayList<Bson>();
        conditions.add(eq(of.field, id));
        conditions.add(gte(HOUR, from.truncatedTo(ChronoUnit.HOURS)));
        if (to != null) {
            conditions.add(lt(HOUR, to));
        }
        var sums = new LinkedHashMap<String, Taken>();
        list(workspace, Taken.BY_HOUR, conditions)
                .forEach(taken -> sums.merge(taken.taker(), taken, Taken::and));
        return latestFirst(sums.values());
    }

    /** What became of credentials, by authorization; those that nothing became of are left out. */
    Map<String, Upkeep> upkeep(WorkspaceId workspace, Collection<String> authorizations) {
        return documents.find(workspace, Upkeep.KIND, authorizations);
    }

    private List<Taken> list(WorkspaceId workspace, Kind<Taken> kind, List<Bson> conditions) {
        var all = new ArrayList<Bson>();
        all.add(eq(MongoDocuments.KIND, kind.name()));
        all.addAll(conditions);
        return documents.list(workspace, kind, all, Sorts.ascending("_id"), 0);
    }

    private static List<Taken> latestFirst(Collection<Taken> taken) {
        return taken.stream()
                .sorted((one, other) -> {
                    int byTime = other.lastAt().compareTo(one.lastAt());
                    return byTime != 0 ? byTime : one.taker().compareTo(other.taker());
                })
                .toList();
    }
}
