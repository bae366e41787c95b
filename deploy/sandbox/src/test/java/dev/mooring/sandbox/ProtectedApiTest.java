package dev.mooring.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.sandbox.visitor.Answer;
import dev.mooring.sandbox.visitor.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each call of the API needs its scope, and sees one account's things only. */
class ProtectedApiTest {

    private static Sandbox sandbox;
    private static TestClient client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(0);
        client = new TestClient(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/contacts, contacts.read, 200",
        "POST, /api/contacts, contacts.create, 201",
        "PATCH, /api/contacts/0, contacts.update, 404",
        "DELETE, /api/contacts/0, contacts.delete, 404",
        "GET, /api/files, files.read, 200",
        "POST, /api/files, files.create, 201",
        "PATCH, /api/files/0, files.update, 404",
        "DELETE, /api/files/0, files.delete, 404"
    })
    void aCallNeedsItsScopeAndNoOther(String method, String path, String scope, int status) {
        var every =
                "contacts.read contacts.create contacts.update contacts.delete"
                        + " files.read files.create files.update files.delete";
        var others = every.replace(scope, "").replaceAll(" +", " ").strip().split(" ");

        assertThat(client.api(method, path, token("ada", every, scope), BODY).status())
                .isEqualTo(status);
        var refused = client.api(method, path, token("ada", every, others), BODY);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate"))
                .startsWith("Bearer")
                .contains("error=\"insufficient_scope\"");
    }

    @Test
    void contactsCanBeMadeReadChangedAndRemoved() {
        var every = "contacts.read contacts.create contacts.update contacts.delete";
        var token = token("linus", every, every.split(" "));

        var made = client.api("POST", "/api/contacts", token, BODY);
        var path = "/api/contacts/" + made.text("id");
        assertThat(made.text("name")).isEqualTo("Edsger");

        assertThat(
                        client.api("PATCH", path, token, "{\"email\":\"e@contacts.example\"}")
                                .text("email"))
                .isEqualTo("e@contacts.example");
        assertThat(client.api("GET", path, token, "").text("name")).isEqualTo("Edsger");
        assertThat(client.api("DELETE", path, token, "").status()).isEqualTo(204);
        assertThat(client.api("GET", path, token, "").status()).isEqualTo(404);
    }

    @Test
    void accountsDoNotSeeEachOthersThings() {
        var scopes = "contacts.read contacts.create";
        var ada = token("ada", scopes, scopes.split(" "));
        var grace = token("grace", scopes, scopes.split(" "));

        var made = client.api("POST", "/api/contacts", ada, BODY);

        assertThat(client.api("GET", "/api/contacts/" + made.text("id"), grace, "").status())
                .isEqualTo(404);
    }

    @Test
    void aContactWithoutANameIsRefused() {
        var token = token("ada", "contacts.create", "contacts.create");

        assertThat(client.api("POST", "/api/contacts", token, "{}").status()).isEqualTo(400);
    }

    @Test
    void withoutATokenTheAnswerIsAChallenge() {
        var reply = client.get("/api/contacts");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void aForgedTokenIsRefused() {
        var token = token("ada", "contacts.read", "contacts.read");
        var forged = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";

        var reply = client.api("GET", "/api/contacts", forged, "");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void anIdTokenOpensNothing() {
        var tokens =
                client.exchange(new Visitor("ada").allow(client.request("openid contacts.read")));

        assertThat(client.api("GET", "/api/contacts", tokens.text("id_token"), "").status())
                .isEqualTo(401);
    }

    private static final String BODY =
            "{\"name\":\"Edsger\",\"email\":\"edsger@contacts.example\",\"content\":\"x\"}";

    private static String token(String account, String asked, String... kept) {
        return client.exchange(
                        new Visitor(account)
                                .answer(client.request(asked), Answer.allow().only(kept)))
                .text("access_token");
    }
}
