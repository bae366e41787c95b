package dev.mooring.query.serving;

import static dev.mooring.query.Happened.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.Scope;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.query.Happened;
import dev.mooring.query.RandomHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Answers as of a moment, against those that a projection gave which stood there. */
class AtAnyMomentTest extends AskedOverHttp {

    private static final List<String> LISTS =
            List.of(
                    "/v1/connections?limit=200",
                    "/v1/connections?sort=-updatedAt&limit=2",
                    "/v1/connections?status=connected",
                    "/v1/connections?status=created&sort=-name",
                    "/v1/connections?status=deleted&q=AME%201",
                    "/v1/connections?application=app_1");

    /** What a read says, but for what every answer has of its own. */
    private record Said(int status, String position, String version, String body) {}

    @Test
    void everyAnswerIsByteForByteThatOfTheProjectionThatStoppedThere() {
        for (long seed = 0; seed < 300; seed++) {
            var history = new RandomHistory(seed, 40);
            var events = history.story.events();
            telling.forget();
            var ann = as(ANN);
            var said = new LinkedHashMap<Long, Map<String, Said>>();
            for (var position : cuts(events, new Random(seed))) {
                tellUpTo(events, position);
                said.put(position, askAll(ann, history, ""));
            }
            tellUpTo(events, events.size());
            said.forEach((position, then) ->
                    assertThat(askAll(ann, history, "at=" + position))
                            .as("history %d at position %d", then.hashCode(), position)
                            .isEqualTo(then));
        }
    }

    @Test
    void anInstantIsRightBeforeWhateverWasCommittedAtIt() {
        story.later(java.time.Duration.ofMinutes(1))
                .by("usr_ann")
                .then(new ConnectionRenamed("con_drive", "usr_ann", "Other"));
        telling.tell(story);
        var renamed = story.now();

        get("/v1/connections/drive?at=" + renamed).jsonPath("$.name").isEqualTo("My Drive");
        now.pass(java.time.Duration.ofSeconds(1));
        get("/v1/connections/drive?at=" + renamed.plusMillis(1))
                .jsonPath("$.name")
                .isEqualTo("Other");
        get("/v1/connections?at=" + renamed).jsonPath("$.items[0].name").isEqualTo("My Drive");
        as(ANN).get()
                .uri("/v1/connections/drive?at=" + renamed)
                .exchange()
                .expectHeader()
                .valueEquals("Mooring-Position", story.last().position() - 1);
    }

    @Test
    void anAttemptIsShownAsItStoodAtThatInstant() {
        var begun = story.now();
        story.then(Happened.started("con_drive", "att_1", "aut_1", begun.plusSeconds(90)));
        telling.tell(story);
        now.pass(java.time.Duration.ofHours(1));

        get("/v1/connections/drive").jsonPath("$.status").isEqualTo("created");
        get("/v1/connections/drive?at=" + begun.plusSeconds(30))
                .jsonPath("$.status")
                .isEqualTo("authorizing")
                .jsonPath("$.attempt.secondsLeft")
                .isEqualTo(60);
    }

    @Test
    void beforeTheBeginningThereIsNothing() {
        refused(as(ANN), "/v1/connections/drive?at=0", 404, "connection.unknown");
        refused(
                as(ANN),
                "/v1/connections/drive?at=1999-01-01T00:00:00Z",
                404,
                "connection.unknown");
        get("/v1/connections?at=0").jsonPath("$.items.length()").isEqualTo(0);
    }

    @Test
    void aMomentThatHasNotBeenIsRefusedAndSoIsNoMoment() {
        var ahead = story.last().position() + 1;
        for (var path : List.of("/v1/connections/drive?at=", "/v1/connections?at=")) {
            refused(as(ANN), path + ahead, 400, "moment.in_future");
            refused(as(ANN), path + "2999-01-01T00:00:00Z", 400, "moment.in_future");
            refused(as(ANN), path + "yesterday", 400, "request.invalid");
            refused(as(ANN), path + "-1", 400, "request.invalid");
        }
    }

    @Test
    void aPastListIsOneUsers() {
        var all = key(Scope.CONNECTIONS_READ, Scope.USERS_ANY);
        refused(all, "/v1/connections?at=1", 400, "user.required");
        body(all, "/v1/connections?user=ann@example&at=" + story.last().position())
                .jsonPath("$.items.length()")
                .isEqualTo(1);
    }

    @Test
    void security24OthersThingsWereOthersThen() {
        story.then(created("con_crm", "Bobs", "usr_bob", Happened.SERVICE));
        telling.tell(story);
        var at = "?at=" + story.last().position();

        refused(as(ANN), "/v1/connections/con_crm" + at, 404, "connection.unknown");
        get("/v1/connections" + at).jsonPath("$.items.length()").isEqualTo(1);
    }

    private Map<String, Said> askAll(WebTestClient ann, RandomHistory history, String at) {
        var said = new LinkedHashMap<String, Said>();
        for (var list : LISTS) {
            said.put(list, ask(ann.get().uri(with(list, at))));
        }
        history.connections.values().stream()
                .filter(connection -> connection.user.equals("usr_ann"))
                .limit(3)
                .forEach(connection -> {
                    for (var name : List.of(connection.id, connection.id.substring(4))) {
                        var path = "/v1/connections/" + name;
                        said.put(path, ask(ann.get().uri(with(path, at))));
                    }
                });
        said.put(
                "/v1/reuse-lookup",
                ask(
                        ann.post()
                                .uri(with("/v1/reuse-lookup", at))
                                .bodyValue(
                                        Map.of(
                                                "service",
                                                Happened.SERVICE,
                                                "scopes",
                                                TestServer.OF_RANDOM_HISTORIES))));
        return said;
    }

    private static String with(String path, String at) {
        return path + (path.contains("?") ? "&" : "?") + (at.isEmpty() ? "" : at);
    }

    private static Said ask(WebTestClient.RequestHeadersSpec<?> request) {
        var result = request.exchange().expectBody(String.class).returnResult();
        var headers = result.getResponseHeaders();
        return new Said(
                result.getStatus().value(),
                result.getStatus().is2xxSuccessful() ? headers.getFirst("Mooring-Position") : "",
                headers.getFirst(HttpHeaders.ETAG),
                withoutOwn(result.getResponseBody()));
    }

    /** A cursor is bound to the query that it came with, and a refusal tells its request. */
    private static String withoutOwn(String body) {
        return body.replaceAll("\"next\":\"[^\"]*\"", "\"next\":\"…\"")
                .replaceAll("\"requestId\":\"[^\"]*\"", "")
                .replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    private void tellUpTo(List<RecordedEvent> events, long position) {
        var fresh = events.subList((int) telling.log().head().position(), (int) position);
        if (!fresh.isEmpty()) {
            telling.told().projectors().forEach(projector -> projector.handle(fresh));
            telling.log().tell(fresh);
            now.set(fresh.getLast().at());
        }
    }

    /** Some positions, in the midst of commits as well. */
    private static List<Long> cuts(List<RecordedEvent> events, Random random) {
        var cuts = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            cuts.add(1 + random.nextLong(events.size()));
        }
        cuts.sort(null);
        return cuts.stream().distinct().toList();
    }
}
