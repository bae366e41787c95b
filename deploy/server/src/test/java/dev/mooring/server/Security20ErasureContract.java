package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.archive.LogCopy;
import dev.mooring.server.house.Answer;
import dev.mooring.server.house.AtSandbox;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Steps;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

/**
 * Security 20: nothing is left of an erased person in any collection but ciphertext, and random ids
 * that lead to nobody.
 */
abstract class Security20ErasureContract {

    private static final String ZELDA = "zelda@workspace.example";
    private static final String ZOE = "zoe@workspace.example";
    private static final List<String> HERS =
            List.of("zelda", "Kontrabass", "Querfloete", "Waldhorn", "Triangel");

    final House house;

    Security20ErasureContract(House house) {
        this.house = house;
    }

    @Test
    void whoIsErasedIsNowhereAnyMoreAndTheHistoryStays() {
        var zelda = house.as(ZELDA);
        var zoe = house.as(ZOE);
        var kept = Steps.create(zoe, "Oboe");
        var keptAuthorization = Steps.authorize(zoe, kept, "authorize", "grace", "Fagott");
        var connection = Steps.create(zelda.with("Idempotency-Key", "erasing-1"), "Kontrabass");
        var authorization = Steps.authorize(zelda, connection, "authorize", "ada", "Querfloete");
        var deleted = Steps.create(zelda, "Waldhorn");
        zelda.delete("/v1/connections/" + deleted).expect(204);
        house.admin()
                .with("Idempotency-Key", "erasing-2")
                .post("/v1/connections/" + connection + "/disable", Map.of())
                .expect(200);
        zelda.post("/v1/connections/" + connection + "/enable", Map.of()).expect(200);
        var key =
                house.admin()
                        .post(
                                "/v1/keys",
                                Map.of(
                                        "name",
                                        "Hers",
                                        "scopes",
                                        List.of("connections:read", "users:erase"),
                                        "actsFor",
                                        List.of(ZELDA)))
                        .expect(201)
                        .text("/key");
        var pending = new AtSandbox(house, ZELDA, Map.of("accountName", "Triangel"));
        assertThat(found()).isNotEmpty();
        var admin = house.admin();
        refusals(admin, key);

        var accepted = admin.post(path(ZELDA, "erase"), Map.of()).expect(202);
        var user = accepted.text("/user");
        assertThat(accepted.headers().firstValue("Location"))
                .contains("/v1/users/" + user + "/erasure");
        zelda.post("/v1/connections", Map.of("service", "sandbox", "name", "Kontrabass"))
                .expectProblem(410, "user.erased");
        assertThat(admin.post(path(ZELDA, "erase"), Map.of()).status()).isIn(202, 404);

        var erased = awaitErased(admin, user);
        assertThat(erased.text("/backups/takenBefore")).isEqualTo(erased.text("/keyDestroyedAt"));
        assertThat(erased.json().at("/backups/until").isMissingNode()).isTrue();
        assertThat(found()).isEmpty();
        thereIsNoCredentialOf(authorization);
        theLogIsWhole();
        tellsNothing(user);

        admin.get(path(ZELDA, "erasure")).expectProblem(404, "user.unknown");
        assertThat(pending.browser().arrive(pending.consents()).uri().getPath())
                .isNotEqualTo("/outcome/connected");
        assertThat(Steps.status(zoe, kept)).isEqualTo("connected");
        assertThat(zoe.get("/v1/connections/" + kept).expect(200).text("/authorization/id"))
                .isEqualTo(keptAuthorization);

        var again = Steps.create(zelda, "Kontrabass");
        assertThat(zelda.get("/v1/connections").expect(200).json().at("/items").size())
                .as("of whom comes with her id now")
                .isEqualTo(1);
        zelda.get("/v1/connections/" + again + "/history").expect(200);
        zelda.get("/v1/connections/" + connection).expectProblem(404, "connection.unknown");
        var position = head();
        admin.post(path(user, "erase"), Map.of()).expect(202);
        assertThat(head()).isEqualTo(position);
    }

    private void refusals(Client admin, String key) {
        admin.get(path(ZELDA, "erasure")).expectProblem(404, "erasure.unknown");
        admin.post(path("nobody@workspace.example", "erase"), Map.of())
                .expectProblem(404, "user.unknown");
        admin.withKey(key).post(path(ZOE, "erase"), Map.of()).expectProblem(403, "user.forbidden");
    }

    private static Answer awaitErased(Client admin, String user) {
        return Awaitility.await("live_done")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> admin.get("/v1/users/" + user + "/erasure").expect(200),
                        answer -> answer.text("/state").equals("live_done"));
    }

    /** Where something of hers is, as bytes and in whatever case. */
    private List<String> found() {
        var found = new ArrayList<String>();
        var database = database();
        for (var name : database.listCollectionNames()) {
            for (var document : database.getCollection(name, RawBsonDocument.class).find()) {
                var buffer = document.getByteBuffer();
                var bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                var text = new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
                for (var hers : HERS) {
                    if (text.contains(hers.toLowerCase(Locale.ROOT))) {
                        found.add(hers + " in " + name + " " + document.get("_id"));
                    }
                }
            }
        }
        return found;
    }

    private void thereIsNoCredentialOf(String authorization) {
        for (var entry : database().getCollection("vault").find()) {
            if (authorization.equals(entry.getString("authorization"))) {
                assertThat(entry).containsKey("destroyedAt").doesNotContainKey("key");
            }
        }
    }

    /** Every hash is what it was: what stands there is ciphertext, before and after. */
    private void theLogIsWhole() {
        var copy = new LogCopy(database(), "log");
        copy.export(copy.end(), (_, _, _) -> {}, _ -> {});
    }

    private void tellsNothing(String user) {
        var log = house.server().getBean(EventLog.class);
        var events = log.read(0, Integer.MAX_VALUE);
        assertThat(events).extracting(event -> event.event().toString()).isNotEmpty();
        assertThat(events)
                .filteredOn(event -> user.equals(event.origin().owner()))
                .extracting(event -> event.type())
                .containsSubsequence(
                        "user.registered",
                        "connection.created",
                        "user.erasure_started",
                        "authorization.revoked",
                        "connection.deleted",
                        "user.key_destroyed",
                        "user.erased");
        for (var event : events) {
            assertThat(event.event().toString() + event.origin()).doesNotContain(HERS);
        }
    }

    private long head() {
        return house.server().getBean(EventLog.class).head().position();
    }

    private MongoDatabase database() {
        return house.server().getBean(MongoDatabase.class);
    }

    private static String path(String user, String what) {
        return "/v1/users/" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "/" + what;
    }
}
