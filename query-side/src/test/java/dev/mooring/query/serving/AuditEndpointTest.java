package dev.mooring.query.serving;

import static dev.mooring.query.Happened.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.language.activity.ReadingEvent.ReadingMade;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.query.Happened;
import dev.mooring.query.Story;
import dev.mooring.query.history.Clearance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What auditors read of a workspace. */
class AuditEndpointTest extends AskedOverHttp {

    private static final String EVENTS = "/v1/audit/events";

    private WebTestClient auditor;

    @BeforeEach
    void happen() {
        connect();
        story.by("usr_bob")
                .then(created("con_crm", "Bobs CRM", "usr_bob", Happened.SERVICE))
                .then(new ConnectionRenamed("con_crm", "usr_bob", "Bobs other CRM"))
                .by("key_backend")
                .then(new ConnectionDisabled("con_crm"));
        telling.tell(story);
        auditor = key(Scope.AUDIT_READ);
    }

    @Test
    void everyEventOfTheWorkspaceIsToldOverAllUsers() {
        var body = body(auditor, EVENTS + "?limit=200");

        body.jsonPath("$.items.length()").isEqualTo((int) story.last().position());
        body.jsonPath("$.items[?(@.type=='connection.renamed')].summary")
                .isEqualTo("The connection was renamed from “[personal]” to “[personal]”.");
        body.jsonPath("$.items[?(@.type=='connection.disabled')].changes[0].to")
                .isEqualTo("disabled");
        body.jsonPath("$.items[0].hash").isEqualTo("%064x".formatted(1));
    }

    @Test
    void filtersNarrowItDown() {
        assertThat(types("?user=usr_bob"))
                .containsExactly(
                        "user.registered",
                        "connection.created",
                        "connection.renamed",
                        "connection.disabled");
        assertThat(types("?actor=usr_bob"))
                .containsExactly("connection.created", "connection.renamed");
        assertThat(types("?type=connection.created&user=usr_bob"))
                .containsExactly("connection.created");
        assertThat(types("?connection=con_crm&order=newest"))
                .containsExactly("connection.disabled", "connection.renamed", "connection.created");
        var last = story.last().position();
        assertThat(types("?from=" + last)).containsExactly("connection.disabled");
        assertThat(types("?from=%d&to=%d".formatted(last - 1, last - 1)))
                .containsExactly("connection.renamed");
        assertThat(types("?to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(types("?from=2020-01-01T00:00:00Z")).hasSize((int) last);
    }

    @Test
    void whatIsNoFilterIsRefused() {
        refused(auditor, EVENTS + "?type=connection.exploded", 400, "request.invalid");
        refused(auditor, EVENTS + "?from=yesterday", 400, "request.invalid");
        refused(auditor, EVENTS + "?order=random", 400, "request.invalid");
        refused(auditor, EVENTS + "?user=ann@example", 400, "request.invalid");
        refused(auditor, EVENTS + "?connection=con_none", 404, "connection.unknown");
        refused(key(Scope.CONNECTIONS_READ), EVENTS, 403, "scope.missing");
    }

    @Test
    void pagesGoThroughAllOfItInEitherOrder() {
        for (var order : List.of("oldest", "newest")) {
            var seen = new ArrayList<Integer>();
            var cursor = "";
            do {
                var page = page(EVENTS + "?limit=3&order=" + order + cursor);
                items(page).forEach(item -> seen.add((Integer) item.get("position")));
                cursor = page.get("next") == null ? "" : "&cursor=" + page.get("next");
            } while (!cursor.isEmpty());
            var last = (int) story.last().position();
            assertThat(seen).hasSize(last).doesNotHaveDuplicates();
            assertThat(seen.getFirst()).isEqualTo(order.equals("oldest") ? 1 : last);
        }
    }

    @Test
    void security31AnAuditorSeesNothingPersonalAndNobodyIsOnRecord() {
        for (var uri :
                List.of(
                        EVENTS + "?limit=200",
                        "/v1/connections/con_crm/history",
                        "/v1/connections/con_drive/history")) {
            var text = text(auditor, uri);
            assertThat(text)
                    .doesNotContain("Bobs", "My Drive", "Work", ANN, "bob@example", Story.ADDRESS);
            assertThat(text).contains("usr_", Clearance.MASK);
        }
        assertThat(telling.activity().events()).isEmpty();
    }

    @Test
    void security31PersonalTextTakesAScopeAndIsOnRecordBeforeItIsRead() {
        refused(auditor, EVENTS + "?personal=true", 403, "scope.missing");
        refused(auditor, "/v1/connections/con_crm/history?personal=true", 403, "scope.missing");

        var cleared = key(Scope.AUDIT_READ, Scope.AUDIT_PERSONAL);
        assertThat(text(cleared, EVENTS)).doesNotContain("Bobs");
        assertThat(telling.activity().events()).isEmpty();

        assertThat(text(cleared, EVENTS + "?personal=true&user=bob@example&actor=bob@example"))
                .contains("Bobs CRM", "bob@example", Story.ADDRESS)
                .doesNotContain("My Drive", ANN);
        text(cleared, "/v1/connections/con_crm/history?personal=true");

        var recorded = telling.activity().events();
        assertThat(recorded).hasSize(2);
        assertThat(recorded.getFirst().origin().actor()).startsWith("key_some");
        assertThat(recorded.getFirst().event())
                .isInstanceOfSatisfying(
                        ReadingMade.class,
                        made -> {
                            assertThat(made.user()).isEqualTo("usr_bob");
                            assertThat(made.events()).isEqualTo(2);
                        });
        assertThat(recorded.getLast().event())
                .isInstanceOfSatisfying(
                        ReadingMade.class,
                        made -> assertThat(made.connection()).isEqualTo("con_crm"));
    }

    @Test
    void security24AnAuditorsKeyForSomeUsersIsBoundToThem() {
        var bound =
                Principal.key(
                        "wsp_one",
                        "key_bound",
                        Set.of(Scope.AUDIT_READ),
                        null,
                        new ActsFor.Only(Set.of("bob@example")));
        refused(client(bound, null), EVENTS, 400, "user.required");
        refused(client(bound, null), "/v1/connections/con_crm/history", 400, "user.required");
        assertThat(text(client(bound, "bob@example"), EVENTS + "?limit=200"))
                .contains("con_crm")
                .doesNotContain("con_drive", "usr_ann");
        refused(client(bound, "bob@example"), EVENTS + "?user=usr_ann", 403, "user.forbidden");
        refused(
                client(bound, "bob@example"),
                "/v1/connections/con_drive/history",
                404,
                "connection.unknown");
        body(as("stranger", Scope.AUDIT_READ), EVENTS).jsonPath("$.items.length()").isEqualTo(0);
    }

    @Test
    void security25AnotherWorkspaceHasNoneOfIt() {
        var other =
                client(
                        Principal.key(
                                "wsp_two",
                                "key_two",
                                Set.of(Scope.AUDIT_READ),
                                null,
                                new ActsFor.Anyone()),
                        null);
        body(other, EVENTS).jsonPath("$.items.length()").isEqualTo(0);
        body(other, EVENTS + "?user=usr_bob").jsonPath("$.items.length()").isEqualTo(0);
        refused(other, EVENTS + "?connection=con_crm", 404, "connection.unknown");
    }

    @Test
    void theOwnerReadsHisOwnInPlainWithAttemptsThatCameToNothing() {
        story.by("usr_ann")
                .then(
                        Happened.restarted(
                                "con_drive",
                                "att_2",
                                "aut_2",
                                "aut_1",
                                story.now().plusSeconds(90)))
                .by("system")
                .then(new AuthorizationExpired("con_drive", "att_2"));
        telling.tell(story);

        var body = get("/v1/connections/drive/history?type=connection.authorization_expired");
        body.jsonPath("$.items[0].summary")
                .isEqualTo("The attempt expired without an answer; what was in effect still is.");
        body.jsonPath("$.items[0].changes[?(@.field=='attempt.status')].to").isEqualTo("expired");
        var created = get("/v1/connections/drive/history?type=connection.created");
        created.jsonPath("$.items[0].changes[?(@.field=='name')].to").isEqualTo("My Drive");
        created.jsonPath("$.items[0].user").isEqualTo(ANN);
        created.jsonPath("$.items[0].address").isEqualTo(Story.ADDRESS);
        get("/v1/connections/drive/history?actor=system")
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].address")
                .doesNotExist();
    }

    private List<Object> types(String query) {
        return items(page(EVENTS + query)).stream().map(item -> (Object) item.get("type")).toList();
    }

    private Map<?, ?> page(String uri) {
        return auditor.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Map.class)
                .getResponseBody()
                .blockFirst();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<?, ?> page) {
        return (List<Map<String, Object>>) page.get("items");
    }

    private static String text(WebTestClient client, String uri) {
        return client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
