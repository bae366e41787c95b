package dev.mooring.query.serving;

import static dev.mooring.query.Happened.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.query.Happened;
import dev.mooring.query.RandomHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;

/** What is told as it happens. */
class FeedEndpointTest extends AskedOverHttp {

    private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final List<Disposable> open = new ArrayList<>();

    @AfterEach
    void leave() {
        open.forEach(Disposable::dispose);
    }

    @Test
    void whatHappensIsToldWithItsPositionItsTypeAndTheCard() throws Exception {
        var heard = follow(as(ANN), "/v1/feed", null);
        assertThat(next(heard).id()).isEqualTo(Long.toString(story.last().position()));

        connect();
        story.then(new ReauthorizationNeeded("aut_1", "invalid_grant", 1))
                .then(new ConnectionDeleted("con_drive", false));
        telling.tell(story);

        assertThat(next(heard).event()).isEqualTo("connection.authorization_started");
        var authorized = next(heard);
        assertThat(authorized.event()).isEqualTo("connection.authorized");
        assertThat(authorized.data()).containsEntry("id", "con_drive");
        assertThat(next(heard).event()).isEqualTo("authorization.needs_reauthorization");
        var deleted = next(heard);
        assertThat(deleted.event()).isEqualTo("connection.deleted");
        assertThat(deleted.data()).containsEntry("status", "deleted");
        assertThat(deleted.id()).isEqualTo(Long.toString(story.last().position()));
    }

    @Test
    void security24And25EverybodyHearsOfHisOwn() throws Exception {
        var bobs = follow(as("bob@example"), "/v1/feed", null);
        var everybodys = follow(key(Scope.CONNECTIONS_READ, Scope.USERS_ANY), "/v1/feed", null);
        var others =
                follow(
                        client(
                                Principal.key(
                                        "wsp_two",
                                        "key_two",
                                        Set.of(Scope.CONNECTIONS_READ, Scope.USERS_ANY),
                                        null,
                                        new ActsFor.Anyone()),
                                null),
                        "/v1/feed",
                        "1");
        var ofAnotherService = follow(as(ANN), "/v1/feed?service=svc_other", null);
        next(bobs);
        next(everybodys);
        next(ofAnotherService);

        story.then(new ConnectionRenamed("con_drive", "usr_ann", "Other"))
                .then(created("con_crm", "Bobs", "usr_bob", Happened.SERVICE));
        telling.tell(story);

        assertThat(next(bobs).data()).containsEntry("id", "con_crm");
        assertThat(next(everybodys).data()).containsEntry("id", "con_drive");
        assertThat(next(everybodys).data()).containsEntry("user", "bob@example");
        assertThat(bobs).isEmpty();
        assertThat(ofAnotherService).isEmpty();
        assertThat(others).isEmpty();
    }

    @Test
    void whoIsNotLetInIsToldSo() {
        refused(key(Scope.CONNECTIONS_READ), "/v1/feed", 400, "user.required");
        refused(key(Scope.AUDIT_READ), "/v1/feed", 403, "scope.missing");
        refused(as(ANN), "/v1/feed?user=bob@example", 403, "user.forbidden");
        refused(as(ANN), "/v1/feed?service=x", 400, "request.invalid");
        as(ANN).get()
                .uri("/v1/feed")
                .header("Last-Event-ID", "yesterday")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    /** However often a reader goes away and comes back, he hears of everything, in order. */
    @Test
    void nothingIsLostWhereAFeedIsTakenUpAgain() throws Exception {
        var random = new Random(7);
        for (long seed = 0; seed < 10; seed++) {
            leave();
            telling.forget();
            var events = new RandomHistory(seed, 60).story.events();
            var expected = new LinkedHashSet<String>();
            events.stream()
                    .filter(event -> "usr_ann".equals(event.origin().owner()))
                    .filter(event -> event.type().startsWith("connection."))
                    .filter(event -> !event.type().equals("connection.callback_came_late"))
                    .forEach(event -> expected.add(event.position() + " " + event.type()));
            var heard = new LinkedHashSet<String>();
            var ann = as(ANN);
            String seen = "0";
            int told = 0;
            while (told < events.size()) {
                var feed = follow(ann, "/v1/feed", seen);
                var more = Math.min(events.size(), told + 1 + random.nextInt(30));
                var fresh = events.subList(told, more);
                telling.told().projectors().forEach(projector -> projector.handle(fresh));
                telling.log().tell(fresh);
                told = more;
                int take = random.nextInt(12);
                for (int i = 0; i < take; i++) {
                    var event = feed.poll(100, TimeUnit.MILLISECONDS);
                    if (event == null) {
                        break;
                    }
                    seen = remember(heard, event, seen);
                }
                leave();
            }
            var rest = follow(ann, "/v1/feed", seen);
            while (!heard.containsAll(expected)) {
                var event = rest.poll(5, TimeUnit.SECONDS);
                assertThat(event)
                        .as("history %d heard %s of %s", seed, heard, expected)
                        .isNotNull();
                seen = remember(heard, event, seen);
            }
        }
    }

    private static String remember(
            Set<String> heard, ServerSentEvent<Map<String, Object>> event, String seen) {
        if (event.event() != null && event.event().startsWith("connection.")) {
            heard.add(event.id() + " " + event.event());
        }
        return event.id() == null ? seen : event.id();
    }

    private BlockingQueue<ServerSentEvent<Map<String, Object>>> follow(
            WebTestClient client, String uri, String lastEventId) {
        var heard = new LinkedBlockingQueue<ServerSentEvent<Map<String, Object>>>();
        var request = client.get().uri(uri).accept(MediaType.TEXT_EVENT_STREAM);
        if (lastEventId != null) {
            request = request.header("Last-Event-ID", lastEventId);
        }
        open.add(
                request.exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(EVENT)
                        .getResponseBody()
                        .filter(event -> event.event() != null || event.id() != null)
                        .subscribe(heard::add, _ -> {}));
        return heard;
    }

    private static ServerSentEvent<Map<String, Object>> next(
            BlockingQueue<ServerSentEvent<Map<String, Object>>> heard) throws Exception {
        var event = heard.poll(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
        assertThat(event).isNotNull();
        return event;
    }
}
