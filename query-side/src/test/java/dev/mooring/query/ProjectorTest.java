package dev.mooring.query;

import static dev.mooring.query.Happened.authorized;
import static dev.mooring.query.Happened.created;
import static dev.mooring.query.Happened.granted;
import static dev.mooring.query.Happened.mapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.query.connectiondetails.ConnectionDetails;
import dev.mooring.query.connectionlist.ConnectionList;
import dev.mooring.query.reuseindex.ReuseIndex;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every read model, whatever comes by and however often. */
class ProjectorTest {

    private static final int STEPS = 150;

    private final MemoryDocuments documents = new MemoryDocuments();

    static Stream<ReadModel> models() {
        return Stream.of(ConnectionList.MODEL, ConnectionDetails.MODEL, ReuseIndex.MODEL);
    }

    @ParameterizedTest
    @MethodSource("models")
    void howEventsAreBatchedChangesNothing(ReadModel model) {
        for (long seed = 0; seed < 60; seed++) {
            var events = new RandomHistory(seed, STEPS).story.events();
            var oneByOne = new MemoryDocuments();
            events.forEach(event -> new Projector(model, oneByOne).handle(List.of(event)));
            var atOnce = new MemoryDocuments();
            new Projector(model, atOnce).handle(events);

            assertThat(views(atOnce)).as("seed %d", seed).isEqualTo(views(oneByOne));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void eventsDeliveredAgainAfterWritesDoneInPartChangeNothing(ReadModel model) {
        for (long seed = 0; seed < 60; seed++) {
            var events = new RandomHistory(seed, STEPS).story.events();
            var smooth = new MemoryDocuments();
            new Projector(model, smooth).handle(events);
            var bumpy = new MemoryDocuments();
            var random = new Random(seed);
            int token = 0;
            while (token < events.size()) {
                var batch =
                        events.subList(
                                token, Math.min(events.size(), token + 1 + random.nextInt(12)));
                if (random.nextInt(3) == 0) {
                    try {
                        new Projector(model, bumpy.failing(random)).handle(batch);
                    } catch (IllegalStateException e) {
                        continue;
                    }
                }
                new Projector(model, bumpy).handle(batch);
                // Where the token was lost, the next batch starts further back.
                token =
                        random.nextInt(4) == 0
                                ? Math.max(0, token - random.nextInt(5))
                                : token + batch.size();
            }

            assertThat(views(bumpy)).as("seed %d", seed).isEqualTo(views(smooth));
        }
    }

    private static Map<String, Record> views(MemoryDocuments documents) {
        return documents.all().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().document()));
    }

    @Test
    void aBatchIsOneReadAndOneWrite() {
        var story =
                new Story()
                        .then(created("con_a", "A"))
                        .then(created("con_b", "B"))
                        .then(new ConnectionRenamed("con_a", Happened.USER, "C"));

        new Projector(ConnectionList.MODEL, documents).handle(story.events());

        assertThat(documents.loads()).isEqualTo(1);
        assertThat(documents.saves()).isEqualTo(1);
    }

    @Test
    void whatAnEventReachesByAJoinIsOneReadMore() {
        var before =
                new Story()
                        .then(created("con_a", "A"))
                        .then(
                                authorized("con_a", "att_1", "aut_1"),
                                granted("aut_1", "Work"),
                                mapped("aut_1", "con_a"));
        var projector = new Projector(ConnectionList.MODEL, documents);
        projector.handle(before.events());
        var loads = documents.loads();

        before.then(new ReauthorizationNeeded("aut_1", "invalid_grant", 1));
        projector.handle(List.of(before.last()));

        assertThat(documents.loads() - loads).isEqualTo(2);
    }

    @Test
    void aBatchThatConcernsNothingWritesNothing() {
        var story = new Story().then(new ConnectionRenamed("con_none", Happened.USER, "C"));

        new Projector(ConnectionList.MODEL, documents).handle(story.events());

        assertThat(documents.saves()).isZero();
    }
}
