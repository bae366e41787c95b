package dev.mooring.query.serving;

import static dev.mooring.query.Happened.created;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.language.activity.DeliveryEvent.DeliveryMade;
import dev.mooring.language.activity.DestructionEvent.CredentialDestroyed;
import dev.mooring.language.activity.RefreshEvent.RefreshFailed;
import dev.mooring.language.activity.RefreshEvent.RefreshSucceeded;
import dev.mooring.language.workspace.ApplicationEvent.ApplicationRegistered;
import dev.mooring.query.Happened;
import dev.mooring.query.Projector;
import dev.mooring.query.Story;
import dev.mooring.query.usage.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Who used what. */
class UsageEndpointTest extends AskedOverHttp {

    private static final String OF_DRIVE = "/v1/connections/drive/usage";
    private static final String HOLDERS = "/v1/audit/authorizations/aut_1/holders";
    private static final String OF_BOOKS = "/v1/audit/applications/app_books/usage";

    private final Story use = new Story();
    private int deliveries;

    /** Books takes at eight, ten and twelve, a key at ten. */
    @BeforeEach
    void use() {
        connect();
        story.then(new ApplicationRegistered("app_books", "Books"));
        telling.tell(story);
        take("app_books");
        use.later(Duration.ofHours(2));
        take("app_books");
        take(null);
        use.then(new RefreshFailed("aut_1.1", "aut_1", 1, "try_later", null))
                .then(new RefreshSucceeded("aut_1.1", "aut_1", 1, 2))
                .later(Duration.ofHours(2));
        take("app_books");
        telling.tellOfUse(use);
    }

    @Test
    void theOwnerSeesWhoTookItWhenAndHowOften() {
        var body = get(OF_DRIVE);
        body.jsonPath("$.times").isEqualTo(4);
        body.jsonPath("$.takers[0].applicationId").isEqualTo("app_books");
        body.jsonPath("$.takers[0].times").isEqualTo(3);
        body.jsonPath("$.takers[0].firstAt").isEqualTo("2026-01-05T08:00:00Z");
        body.jsonPath("$.takers[0].lastAt").isEqualTo("2026-01-05T12:00:00Z");
        body.jsonPath("$.takers[1].key").isEqualTo("key_backend");
        body.jsonPath("$.takers[1].applicationId").doesNotExist();
        body.jsonPath("$.credentials[0].refreshes").isEqualTo(1);
        body.jsonPath("$.credentials[0].lastFailure").isEqualTo("try_later");
    }

    @Test
    void aTimeIsCountedByWholeHours() {
        get(OF_DRIVE + "?from=2026-01-05T09:00:00Z&to=2026-01-05T10:30:00Z")
                .jsonPath("$.times")
                .isEqualTo(2);
        get(OF_DRIVE + "?to=2026-01-05T10:00:00Z").jsonPath("$.times").isEqualTo(1);
        get(OF_DRIVE + "?from=2026-01-05T12:59:00Z").jsonPath("$.times").isEqualTo(1);
        refused(as(ANN), OF_DRIVE + "?from=yesterday", 400, "request.invalid");
    }

    @Test
    void whoTookItBeforeMayHaveHeldItSince() {
        var auditor = key(Scope.AUDIT_READ);
        var body = body(auditor, HOLDERS + "?from=2026-01-05T11:00:00Z&to=2026-01-05T12:00:00Z");
        body.jsonPath("$.holders[*].times").isEqualTo(List.of(0, 0));
        body.jsonPath("$.holders[0].heldSince").isEqualTo("2026-01-05T08:00:00Z");
        body.jsonPath("$.credential.destroyedAt").doesNotExist();
        body(auditor, HOLDERS + "?to=2026-01-05T09:00:00Z")
                .jsonPath("$.holders[*].applicationId")
                .isEqualTo(List.of("app_books"));

        use.then(new CredentialDestroyed("aut_1", "revoked"));
        telling.tellOfUse(use);
        body(auditor, HOLDERS)
                .jsonPath("$.credential.atService")
                .isEqualTo("revoked")
                .jsonPath("$.holders[0].times")
                .isEqualTo(3);
    }

    @Test
    void whatAnApplicationUsedIsFoundByIt() {
        var body = body(key(Scope.AUDIT_READ), OF_BOOKS);
        body.jsonPath("$.times").isEqualTo(3);
        body.jsonPath("$.takers[0].connectionId").isEqualTo("con_drive");
    }

    @Test
    void whatIsHandledAgainIsNotCountedTwice() {
        new Projector(Usage.MODEL, telling.usage().documents()).handle(use.events());

        get(OF_DRIVE).jsonPath("$.times").isEqualTo(4);
    }

    @Test
    void security23To25OthersUsageIsAsUnknownAsNone() {
        story.then(created("con_crm", "Bobs", "usr_bob", Happened.SERVICE));
        telling.tell(story);
        refused(as("bob@example"), OF_DRIVE, 404, "connection.unknown");
        refused(key(Scope.CONNECTIONS_READ), OF_DRIVE, 400, "user.required");
        refused(as(ANN), HOLDERS, 403, "scope.missing");
        refused(as(ANN), OF_BOOKS, 403, "scope.missing");
        refused(as("bob@example", Scope.AUDIT_READ), HOLDERS, 404, "authorization.unknown");
        refused(as("bob@example", Scope.AUDIT_READ), OF_BOOKS, 403, "user.forbidden");
        var other = other();
        refused(other, OF_DRIVE, 404, "connection.unknown");
        refused(other, HOLDERS, 404, "authorization.unknown");
        refused(other, OF_BOOKS, 404, "application.unknown");
    }

    private WebTestClient other() {
        return client(
                Principal.key(
                        "wsp_two", "key_two", Set.of(Scope.AUDIT_READ), null, new ActsFor.Anyone()),
                null);
    }

    private void take(String application) {
        use.then(new DeliveryMade("dlv_" + ++deliveries, "con_drive", "aut_1", 1, application));
    }
}
