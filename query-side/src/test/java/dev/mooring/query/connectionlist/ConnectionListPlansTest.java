package dev.mooring.query.connectionlist;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.eventlog.tck.mongo.OnEngine;
import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisabled;
import dev.mooring.language.connection.ConnectionStatus;
import dev.mooring.query.FirstGeneration;
import dev.mooring.query.Happened;
import dev.mooring.query.Projector;
import dev.mooring.query.Story;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How MongoDB goes about the list's queries: in the order of an index, never through the whole
 * collection and never sorting in memory.
 */
@OnEngine(Engine.STANDALONE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionListPlansTest {

    private static final int USERS = 40;
    private static final int EACH = 50;
    private static final int LIMIT = 51;
    private static final Sorting.Place BY_NAME = new Sorting.Place("name 20", "con_c5x20");
    private static final Sorting.Place BY_TIME =
            new Sorting.Place(
                    Long.toString(Story.START.plusSeconds(5 * EACH + 20).toEpochMilli()),
                    "con_c5x20");

    private MongoClient client;
    private MongoDatabase database;

    @BeforeAll
    void fill(MongoFixture mongo) {
        client = mongo.newClient();
        database = client.getDatabase(mongo.freshDatabaseName());
        var story = new Story();
        for (int user = 0; user < USERS; user++) {
            for (int i = 0; i < EACH; i++) {
                var id = "con_c" + user + "x" + i;
                story.then(Happened.created(id, "Name " + i, "usr_u" + user, "svc_s" + i % 10));
                if (i % 7 == 0) {
                    story.then(new ApplicationAllowed(id, "app_a"));
                }
                if (i % 25 == 0) {
                    story.then(new ConnectionDisabled(id));
                }
            }
        }
        new Projector(ConnectionList.MODEL, FirstGeneration.open(database, ConnectionList.MODEL))
                .handle(story.events());
    }

    @AfterAll
    void empty() {
        database.drop();
        client.close();
    }

    static Stream<CardFilter> filters() {
        return Stream.of(
                new CardFilter("usr_u5", null, null, null, null),
                new CardFilter("usr_u5", "svc_s3", null, null, null),
                new CardFilter("usr_u5", null, ConnectionStatus.CREATED, null, null),
                new CardFilter("usr_u5", null, ConnectionStatus.AUTHORIZING, null, null),
                new CardFilter("usr_u5", null, null, "app_a", null),
                new CardFilter("usr_u5", null, null, null, "name 1"),
                new CardFilter(null, null, null, null, null),
                new CardFilter(null, "svc_s3", null, null, null),
                new CardFilter(null, null, ConnectionStatus.DISABLED, null, null),
                new CardFilter(null, null, ConnectionStatus.CREATED, null, null),
                new CardFilter(null, null, ConnectionStatus.DELETED, null, null),
                new CardFilter(null, null, null, "app_a", null),
                new CardFilter(null, null, null, null, "name 1"));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void everyOrderOfEveryPageComesFromAnIndex(CardFilter filter) {
        for (var sorting : Sorting.values()) {
            var place =
                    sorting == Sorting.NAME || sorting == Sorting.NAME_DESCENDING
                            ? BY_NAME
                            : BY_TIME;
            for (var after : new Sorting.Place[] {null, place}) {
                var plan = explain(filter, sorting, after);

                assertThat(stages(plan.get("queryPlanner", Document.class).get("winningPlan")))
                        .as("%s by %s after %s", filter, sorting, after)
                        .contains("IXSCAN")
                        .doesNotContain("COLLSCAN", "SORT");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aPageReadsNoMoreThanOneUsersConnectionsOrTheMatchingOnes(CardFilter filter) {
        var statistics = explain(filter, Sorting.NAME, null).get("executionStats", Document.class);
        var read = ((Number) statistics.get("totalDocsExamined")).intValue();

        // A text is looked for along the list: as far as the page takes to fill.
        assertThat(read).isLessThanOrEqualTo(filter.text() == null ? 2 * LIMIT : USERS * EACH);
    }

    private Document explain(CardFilter filter, Sorting sorting, Sorting.Place after) {
        var conditions = new ArrayList<Bson>();
        conditions.add(eq("workspace", Story.WORKSPACE.value()));
        conditions.addAll(
                ConnectionList.conditions(
                        Story.WORKSPACE,
                        filter,
                        sorting,
                        after,
                        Story.START.plusSeconds(USERS * EACH)));
        return database.getCollection(ConnectionList.MODEL.collection())
                .find(and(conditions))
                .sort(sorting.order())
                .limit(LIMIT)
                .explain(ExplainVerbosity.EXECUTION_STATS);
    }

    private static Set<String> stages(Object plan) {
        var stages = new TreeSet<String>();
        if (plan instanceof Document document) {
            if (document.getString("stage") != null) {
                stages.add(document.getString("stage"));
            }
            document.values().forEach(value -> stages.addAll(stages(value)));
        } else if (plan instanceof Iterable<?> several) {
            several.forEach(value -> stages.addAll(stages(value)));
        }
        return stages;
    }
}
