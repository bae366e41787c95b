package dev.mooring.query.connectionlist;

import static dev.mooring.query.Happened.created;
import static dev.mooring.query.Story.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.connection.ConnectionStatus;
import dev.mooring.query.FirstGeneration;
import dev.mooring.query.Happened;
import dev.mooring.query.Projector;
import dev.mooring.query.RandomHistory;
import dev.mooring.query.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the list answers, on every engine. */
abstract class ConnectionListContract {

    private static final CardFilter ALL = new CardFilter(null, null, null, null, null);

    private MongoClient client;
    private MongoDatabase database;
    private ConnectionList list;
    private Projector projector;

    @BeforeEach
    void connect(MongoFixture mongo) {
        client = mongo.newClient();
        database = client.getDatabase(mongo.freshDatabaseName());
        list =
                ConnectionList.of(
                        FirstGeneration.open(database, ConnectionList.MODEL), new EmptyCatalog());
        projector = new Projector(ConnectionList.MODEL, list.documents());
    }

    @AfterEach
    void disconnect() {
        database.drop();
        client.close();
    }

    @Test
    void everyFilterAndOrderGivesWhatANaiveListGives() {
        var history = new RandomHistory(11, 400);
        projector.handle(history.story.events());
        var now = history.story.now();
        var cards = everything(now);
        assertThat(cards).hasSameSizeAs(history.connections.keySet());
        var random = new Random(11);
        for (int i = 0; i < 80; i++) {
            var filter = randomFilter(random);
            var sorting = Sorting.values()[random.nextInt(Sorting.values().length)];
            var limit = 1 + random.nextInt(20);

            assertThat(pages(filter, sorting, limit, now))
                    .as("%s by %s, %d a page", filter, sorting, limit)
                    .containsExactlyElementsOf(naively(cards, filter, sorting, now));
        }
    }

    @Test
    void insertsBetweenTwoPagesNeitherDoubleNorDropACard() {
        var story = new Story();
        for (int i = 10; i < 20; i++) {
            story.then(created("con_c" + i, "Name " + i));
        }
        projector.handle(story.events());
        var first = list.page(WORKSPACE, ALL, Sorting.NAME, null, 5, story.now());
        var before = story.events().size();
        story.then(created("con_x1", "Name 01")).then(created("con_x2", "Name 145"));
        projector.handle(story.events().subList(before, before + 2));

        var second =
                list.page(
                        WORKSPACE,
                        ALL,
                        Sorting.NAME,
                        Sorting.NAME.of(first.getLast()),
                        50,
                        story.now());

        assertThat(names(first))
                .containsExactly("Name 10", "Name 11", "Name 12", "Name 13", "Name 14");
        assertThat(names(second))
                .containsExactly("Name 145", "Name 15", "Name 16", "Name 17", "Name 18", "Name 19");
    }

    @Test
    void connectionsOfOneNameAreAllListedOverSeveralPages() {
        var story = new Story();
        for (int i = 0; i < 7; i++) {
            story.then(created("con_c" + i, "Same"));
        }
        projector.handle(story.events());

        assertThat(new HashSet<>(pages(ALL, Sorting.NAME, 2, story.now()))).hasSize(7);
        assertThat(new HashSet<>(pages(ALL, Sorting.NAME_DESCENDING, 2, story.now()))).hasSize(7);
    }

    @Test
    void aTextIsLookedForAsItStands() {
        var story =
                new Story()
                        .then(created("con_a", "50% (new) [x] .*"))
                        .then(created("con_b", "Straße, Éclair"))
                        .then(created("con_c", "a\\b ^$ {1} 😀"));
        projector.handle(story.events());

        assertThat(found("50% (NEW) [x] .*")).containsExactly("con_a");
        assertThat(found("éCLAIR")).containsExactly("con_b");
        assertThat(found("A\\B ^$ {1} 😀")).containsExactly("con_c");
        assertThat(found(".")).containsExactly("con_a");
        assertThat(found("con")).isEmpty();
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        projector.handle(new Story().then(created("con_a", "A")).events());

        assertThat(list.page(new WorkspaceId("wsp_two"), ALL, Sorting.NAME, null, 10, Story.START))
                .isEmpty();
    }

    private List<String> found(String text) {
        return list
                .page(
                        WORKSPACE,
                        new CardFilter(null, null, null, null, text),
                        Sorting.NAME,
                        null,
                        10,
                        Story.START)
                .stream()
                .map(it -> it.connection().connection())
                .toList();
    }

    private List<Card> everything(Instant now) {
        var deleted = new CardFilter(null, null, ConnectionStatus.DELETED, null, null);
        return Stream.of(ALL, deleted)
                .flatMap(it -> list.page(WORKSPACE, it, Sorting.NAME, null, 1000, now).stream())
                .toList();
    }

    private List<String> pages(CardFilter filter, Sorting sorting, int limit, Instant now) {
        var ids = new ArrayList<String>();
        Sorting.Place after = null;
        while (true) {
            var page = list.page(WORKSPACE, filter, sorting, after, limit, now);
            page.forEach(card -> ids.add(card.connection().connection()));
            if (page.size() < limit) {
                return ids;
            }
            after = sorting.of(page.getLast());
        }
    }

    private static List<String> naively(
            List<Card> cards, CardFilter filter, Sorting sorting, Instant now) {
        Comparator<Card> order =
                sorting == Sorting.NAME || sorting == Sorting.NAME_DESCENDING
                        ? Comparator.comparing(Card::sortName)
                        : Comparator.comparing(Card::updatedAt);
        order = order.thenComparing(it -> it.connection().connection());
        if (sorting == Sorting.NAME_DESCENDING || sorting == Sorting.UPDATED_DESCENDING) {
            order = order.reversed();
        }
        return cards.stream()
                .filter(it -> filter.user() == null || it.user().equals(filter.user()))
                .filter(it -> filter.service() == null || it.service().equals(filter.service()))
                .filter(it ->
                        filter.status() == null
                                ? !it.deleted()
                                : it.shownAt(now).status() == filter.status())
                .filter(it ->
                        filter.application() == null
                                || it.applications().contains(filter.application()))
                .filter(it -> filter.text() == null || it.text().contains(filter.text()))
                .sorted(order)
                .map(it -> it.connection().connection())
                .toList();
    }

    private static CardFilter randomFilter(Random random) {
        var statuses = ConnectionStatus.values();
        return new CardFilter(
                random.nextBoolean() ? null : random.nextBoolean() ? "usr_ann" : "usr_bob",
                random.nextInt(3) > 0 ? null : random.nextBoolean() ? Happened.SERVICE : "svc_no",
                random.nextBoolean() ? null : statuses[random.nextInt(statuses.length)],
                random.nextInt(3) > 0 ? null : "app_" + random.nextInt(3),
                random.nextInt(3) > 0 ? null : "name " + random.nextInt(5));
    }

    private static List<String> names(List<Card> cards) {
        return cards.stream().map(it -> it.connection().name()).toList();
    }
}
