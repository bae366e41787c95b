package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.mooring.server.house.Answer;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import dev.mooring.server.house.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators have of read models, over HTTP. */
@ExtendWith(SharedHouse.class)
class RebuildsTest {

    private static final String LIST = "connection-list";

    @Test
    void aReadModelIsRebuiltSwitchedToGoneBackFromAndDroppedWhileItIsQueried(House house) {
        var operator = house.admin();
        var user = house.as("rebuilding");
        var before = Steps.create(user, "Before");

        var rebuild = start(operator, LIST, Map.of());
        finds(user, before, Steps.create(user, "During"));
        var ready = await(operator, rebuild, "ready");

        assertThat(ready.json().path("verified").asBoolean()).isTrue();
        assertThat(ready.json().at("/sample/different").asInt()).isZero();
        assertThat(ready.json().path("processed").asLong())
                .isEqualTo(ready.json().path("total").asLong())
                .isPositive();
        var generation = ready.json().path("generation").asInt();
        order(operator, rebuild, "switch").expect(200);
        finds(user, before, Steps.create(user, "After the switch"));
        assertThat(projection(operator, LIST).json().path("generation").asInt())
                .isEqualTo(generation);
        assertThat(order(operator, rebuild, "rollback").expect(200).text("/state"))
                .isEqualTo("rolled_back");
        finds(user, before, Steps.create(user, "After going back"));
        assertThat(order(operator, rebuild, "drop").expect(200).text("/state"))
                .isEqualTo("dropped");
        order(operator, rebuild, "switch").expectProblem(409, "rebuild.state");
        finds(user, before);
    }

    @Test
    void aRebuildIsWatchedUntilItIsReadyAndCancelled(House house) {
        var operator = house.admin();
        var rebuild = start(operator, "connection-details", Map.of("switchTo", "on_order"));

        try (var told = operator.stream("/v1/rebuilds/" + rebuild)) {
            assertThat(told.filter(line -> line.startsWith("data:")).reduce((_, last) -> last))
                    .hasValueSatisfying(last -> assertThat(last).contains("\"state\":\"ready\""));
        }
        assertThat(operator.get("/v1/rebuilds").expect(200).body()).contains(rebuild);
        order(operator, rebuild, "pause").expectProblem(409, "rebuild.state");
        assertThat(order(operator, rebuild, "cancel").expect(200).text("/state"))
                .isEqualTo("cancelled");
        order(operator, rebuild, "cancel").expectProblem(409, "rebuild.state");
    }

    @Test
    void oneRebuildOfAReadModelAtATimeAndARepeatedRequestIsTheSame(House house) {
        var operator = house.admin();
        var repeated = operator.with("Idempotency-Key", UUID.randomUUID().toString());
        var path = "/v1/projections/directory/rebuilds";

        var first = repeated.post(path, Map.of()).expect(202);

        assertThat(first.headers().firstValue("Location"))
                .contains("/v1/rebuilds/" + first.text("/id"));
        assertThat(repeated.post(path, Map.of()).expect(202).text("/id"))
                .isEqualTo(first.text("/id"));
        var second = operator.post(path, Map.of()).expectProblem(409, "rebuild.in_progress");
        assertThat(second.text("/rebuild")).isEqualTo(first.text("/id"));
        await(operator, first.text("/id"), "ready");
        order(operator, first.text("/id"), "cancel").expect(200);
    }

    @Test
    void aRebuildIsSwitchedToAtOnceWhereThatIsAskedFor(House house) {
        var operator = house.admin();

        var rebuild = start(operator, "reuse-index", Map.of("switchTo", "at_once"));

        await(operator, rebuild, "switched");
        operator.post("/v1/projections/reuse-index/rebuilds", Map.of("switchTo", "never"))
                .expectProblem(400, "request.invalid");
    }

    @Test
    void readModelsAreListedWithWhereTheyAre(House house) {
        Steps.create(house.as("somebody"), "Somebody's");

        var items = house.admin().get("/v1/projections").expect(200).json().path("items");

        assertThat(items.valueStream().map(it -> it.path("name").asString()))
                .contains(LIST, "connection-details", "reuse-index", "services", "directory");
        Awaitility.await()
                .until(() -> projection(house.admin(), LIST).text("/status").equals("current"));
        var list = projection(house.admin(), LIST).json();
        assertThat(list.path("position").asLong()).isPositive();
        assertThat(list.at("/segments/0/share").asDouble()).isEqualTo(1.0);
    }

    @Test
    void aSegmentIsSplitAndMerged(House house) {
        var segments = "/v1/projections/services/segments";
        var operator = house.admin();

        assertThat(
                        operator.send("POST", segments + "/0/split", null)
                                .expect(200)
                                .json()
                                .path("segments")
                                .size())
                .isEqualTo(2);
        assertThat(
                        operator.send("POST", segments + "/1/merge", null)
                                .expect(200)
                                .json()
                                .path("segments")
                                .size())
                .isEqualTo(1);
        operator.send("POST", segments + "/7/merge", null)
                .expectProblem(409, "segment.not_divisible");
    }

    @Test
    void aDeadLetterIsListedRetriedAndSkippedWithAReason(House house) {
        var operator = house.admin();
        var letters = "/v1/projections/services/dead-letters";
        park(house, 1);
        park(house, 2);

        var listed = operator.get(letters).expect(200).json();
        assertThat(listed.at("/items/0/position").asLong()).isEqualTo(1);
        assertThat(listed.at("/items/0/error").asString()).isEqualTo("a.b.Failure");
        operator.send("POST", letters + "/9/retry", null).expectProblem(404, "dead_letter.unknown");
        assertThat(
                        operator.send("POST", letters + "/1/retry", null)
                                .expect(200)
                                .json()
                                .path("handled")
                                .asInt())
                .isEqualTo(1);
        operator.post(letters + "/2/skip", Map.of()).expectProblem(400, "request.invalid");

        var skipped = operator.post(letters + "/2/skip", Map.of("reason", "Of a test")).expect(200);

        assertThat(skipped.json().path("items")).isEmpty();
        assertThat(skipped.json().at("/skipped/0/reason").asString()).isEqualTo("Of a test");
    }

    @Test
    void whatThereIsNotIsSaidSo(House house) {
        var operator = house.admin();

        operator.post("/v1/projections/none/rebuilds", Map.of())
                .expectProblem(404, "projection.unknown");
        operator.get("/v1/projections/none").expectProblem(404, "projection.unknown");
        operator.get("/v1/rebuilds/rbd_none").expectProblem(404, "rebuild.unknown");
        operator.get("/v1/rebuilds/none").expectProblem(400, "request.invalid");
    }

    @Test
    void operatingTakesAScopeOverTheWholeInstallation(House house) {
        var founded = house.admin().post("/v1/workspaces", Map.of("name", "Operated")).expect(201);
        var theirs = house.admin().withKey(founded.text("/key/key"));

        theirs.get("/v1/projections").expectProblem(403, "scope.missing");
        theirs.post("/v1/projections/services/rebuilds", Map.of())
                .expectProblem(403, "scope.missing");
    }

    /** As the log's processors leave it where an event cannot be taken in. */
    private static void park(House house, long position) {
        var now = Instant.now();
        house.server()
                .getBean(MongoDatabase.class)
                .getCollection("dead_letters")
                .insertOne(
                        new Document("_id", "services/wsp_test/usr_" + position)
                                .append("processor", "services")
                                .append("sequence", "wsp_test/usr_" + position)
                                .append("since", now)
                                .append("error", "a.b.Failure")
                                .append(
                                        "letters",
                                        new Document(
                                                Long.toString(position),
                                                new Document("position", position)
                                                        .append("event", "evt_" + position)
                                                        .append("type", "connection.renamed")
                                                        .append("parkedAt", now))));
    }

    private static String start(Client operator, String projection, Map<String, ?> how) {
        return operator.post("/v1/projections/" + projection + "/rebuilds", how)
                .expect(202)
                .text("/id");
    }

    private static Answer await(Client operator, String rebuild, String state) {
        return Awaitility.await(state)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> operator.get("/v1/rebuilds/" + rebuild).expect(200),
                        answer -> answer.text("/state").equals(state));
    }

    private static Answer order(Client operator, String rebuild, String order) {
        return operator.send("POST", "/v1/rebuilds/" + rebuild + "/" + order, null);
    }

    private static Answer projection(Client operator, String name) {
        return operator.get("/v1/projections/" + name).expect(200);
    }

    private static void finds(Client user, String... connections) {
        var body = user.get("/v1/connections").expect(200).body();
        assertThat(body).contains(connections);
    }
}
