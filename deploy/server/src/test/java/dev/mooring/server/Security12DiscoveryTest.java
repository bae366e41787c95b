package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.house.AtPeer;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.Client;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Peer;
import dev.mooring.server.house.Peer.Reply;
import dev.mooring.server.house.SharedHouse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** security.md 12: endpoints that are discovered are their issuer's, and pinned at publish. */
@ExtendWith(SharedHouse.class)
class Security12DiscoveryTest {

    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final Map<String, String> WITHOUT = Map.of("authorizeUrl", "", "tokenUrl", "");

    @Test
    void security_12_whatTheIssuerSaysIsPinnedInThePublishedVersion(House house) {
        try (var peer = Peer.start().givesTokens(Map.of())) {
            peer.on(OPENID, Reply.json(metadata(peer, Map.of())));
            var admin = house.admin();
            var service =
                    admin.post("/v1/services", posted(peer, "Discovers")).expect(201).text("/id");

            var published =
                    admin.post("/v1/services/" + service + "/publish", Map.of()).expect(200);

            assertThat(published.text("/auth/authorizeUrl"))
                    .isEqualTo(peer.url("/authorize").toString());
            assertThat(published.text("/auth/tokenUrl")).isEqualTo(peer.url("/token").toString());
            assertThat(published.text("/auth/jwksUrl")).isEqualTo(peer.url("/jwks").toString());
            assertThat(published.text("/auth/revokeUrl")).isEqualTo(peer.url("/revoke").toString());
            assertThat(published.json().at("/auth/issuerInResponse").asBoolean()).isTrue();
            assertThat(published.text("/auth/pkce")).isEqualTo("S256");
            assertThat(published.json().path("publishedVersion").asInt()).isEqualTo(2);
            assertThat(peer.calls(OPENID)).hasSize(1);

            peer.on(OPENID, Reply.json(metadata(peer, Map.of("token_endpoint", "/elsewhere"))));
            var attempt = AtPeer.begin(house.as("discovers"), service, List.of("read"), Map.of());
            attempt.answers(Map.of("code", "c")); // iss is promised now, so this is none
            attempt.isPending();
            attempt.completesWith(Map.of("code", "c", "iss", peer.url("").toString()));
            assertThat(peer.calls(OPENID)).as("fetched once").hasSize(1);
            assertThat(peer.calls("/token")).hasSize(1);
        }
    }

    @Test
    void security_12_theMetadataOfPlainOAuthIsFoundBehindTheHost(House house) {
        try (var peer = Peer.start()) {
            var issuer = peer.url("/tenant").toString();
            peer.on(OAUTH + "/tenant", Reply.json(metadata(peer, Map.of("issuer", issuer))));
            var posted = peer.posted("Plain", with(WITHOUT, "issuer", issuer));

            AtPeer.publish(house.admin(), posted);

            assertThat(peer.calls())
                    .extracting(call -> call.uri().getPath())
                    .containsExactly("/tenant" + OPENID, OAUTH + "/tenant");
        }
    }

    @Test
    void security_12_theMetadataOfAnotherIssuerDoesNotCount(House house) {
        try (var peer = Peer.start()) {
            for (var other : List.of(peer.url("/").toString(), "https://evil.example")) {
                peer.on(OPENID, Reply.json(metadata(peer, Map.of("issuer", other))));
                var problem =
                        refused(
                                house.admin(),
                                posted(peer, "Other issuer " + other.length()),
                                "service.issuer_mismatch");
                assertThat(problem).contains(other, peer.url("").toString());
            }
        }
    }

    @Test
    void security_12_metadataIsHeldToWhatPostedServicesAreHeldTo(House house) {
        var bad =
                Map.<String, Map<String, ?>>of(
                        "token_endpoint: Only https", Map.of("token_endpoint", "http://a.example/"),
                        "authorization_endpoint: The field is required",
                                Map.of("authorization_endpoint", ""),
                        "jwks_uri: No user or password", Map.of("jwks_uri", "https://a@b.example/"),
                        "revocation_endpoint: The protocol sets",
                                Map.of("revocation_endpoint", "https://a.example/?token=x"),
                        "token_endpoint: What stands in braces",
                                Map.of("token_endpoint", "https://{x}.a.example/token"),
                        "code_challenge_methods_supported: S256 is not among them",
                                Map.of("code_challenge_methods_supported", List.of("plain")),
                        "response_types_supported: The authorization code flow",
                                Map.of("response_types_supported", List.of("token")));
        try (var peer = Peer.start()) {
            bad.forEach((detail, members) -> {
                peer.on(OPENID, Reply.json(metadata(peer, members)));
                var name = "Bad " + Integer.toHexString(detail.hashCode());
                assertThat(refused(house.admin(), posted(peer, name), "service.metadata_unusable"))
                        .contains(detail);
            });
        }
    }

    @Test
    void security_12_whatCannotBeHadIsToldAndMayBePublishedLater(House house) {
        try (var peer = Peer.start();
                var elsewhere = Peer.start()) {
            var admin = house.admin();
            var service = admin.post("/v1/services", posted(peer, "Later")).expect(201).text("/id");
            var publish = "/v1/services/" + service + "/publish";

            admin.post(publish, Map.of()).expectProblem(422, "service.metadata_unavailable");
            peer.on(OPENID, new Reply(200, Map.of("Content-Type", "text/html"), "<html>"));
            admin.post(publish, Map.of()).expectProblem(422, "service.metadata_unavailable");
            peer.on(OPENID, Reply.json(503, Map.of()));
            admin.post(publish, Map.of()).expectProblem(422, "service.metadata_unavailable");
            elsewhere.on(OPENID, Reply.json(metadata(peer, Map.of())));
            peer.on(OPENID, Reply.redirect(elsewhere.url(OPENID)));
            admin.post(publish, Map.of()).expectProblem(422, "service.metadata_unavailable");
            assertThat(elsewhere.calls()).as("no redirect is followed").isEmpty();
            house.as("early")
                    .post(
                            "/v1/connections",
                            Map.of("service", service, "name", "X", "scopes", List.of("read")))
                    .expectProblem(409, "service.not_published");

            peer.on(OPENID, Reply.json(metadata(peer, Map.of())));
            admin.post(publish, Map.of()).expect(200);
        }
    }

    @Test
    void security_12_discoveringAnewAsksForTheSecretAgain(House house) {
        try (var peer = Peer.start()) {
            peer.on(OPENID, Reply.json(metadata(peer, Map.of())));
            var admin = house.admin();
            var service = AtPeer.publish(admin, posted(peer, "Anew"));
            var revised = new HashMap<>(posted(peer, "Anew"));
            revised.put("description", "Discovered once more");
            var again = new HashMap<>(revised);
            again.put(
                    "auth",
                    Map.of("type", "oauth2_authorization_code", "issuer", peer.url("").toString()));

            admin.put("/v1/services/" + service, again)
                    .expectProblem(422, "client_secret.required");
            admin.put("/v1/services/" + service, revised).expect(200);
            admin.post("/v1/services/" + service + "/publish", Map.of()).expect(200);
            assertThat(peer.calls(OPENID)).hasSize(2);
        }
    }

    @Test
    void security_12_aServiceWithNeitherEndpointsNorIssuerIsRefused(House house) {
        try (var peer = Peer.start()) {
            house.admin()
                    .post("/v1/services", peer.posted("Neither", WITHOUT))
                    .expectProblem(400, "request.invalid");
            house.admin()
                    .post(
                            "/v1/services",
                            peer.posted(
                                    "Half",
                                    Map.of("tokenUrl", "", "issuer", peer.url("").toString())))
                    .expectProblem(400, "request.invalid");
        }
    }

    /** With a real authorization server at the other end. */
    @Test
    void security_12_theSandboxIsDiscovered(House house) {
        try (var nobody = Peer.start()) {
            var sandbox = house.sandbox().issuer().toString();
            var posted = nobody.posted("Discovered sandbox", with(WITHOUT, "issuer", sandbox));

            var service = house.admin().post("/v1/services", posted).expect(201).text("/id");
            var published =
                    house.admin()
                            .post("/v1/services/" + service + "/publish", Map.of())
                            .expect(200);

            assertThat(published.text("/auth/tokenUrl")).isEqualTo(sandbox + "/oauth2/token");
            assertThat(
                            Browser.parameters(
                                    AtPeer.begin(
                                                    house.as("sand"),
                                                    service,
                                                    List.of("read"),
                                                    Map.of())
                                            .request()))
                    .containsEntry("client_id", "our-client");
        }
    }

    private static String refused(Client admin, Map<String, ?> posted, String code) {
        var service = admin.post("/v1/services", posted).expect(201).text("/id");
        return admin.post("/v1/services/" + service + "/publish", Map.of())
                .expectProblem(422, code)
                .text("/detail");
    }

    private static Map<String, Object> posted(Peer peer, String name) {
        return peer.posted(name, with(WITHOUT, "issuer", peer.url("").toString()));
    }

    private static Map<String, Object> metadata(Peer peer, Map<String, ?> other) {
        var metadata = new HashMap<String, Object>();
        metadata.put("issuer", peer.url("").toString());
        metadata.put("authorization_endpoint", peer.url("/authorize").toString());
        metadata.put("token_endpoint", peer.url("/token").toString());
        metadata.put("revocation_endpoint", peer.url("/revoke").toString());
        metadata.put("jwks_uri", peer.url("/jwks").toString());
        metadata.put("response_types_supported", List.of("code", "id_token"));
        metadata.put("code_challenge_methods_supported", List.of("plain", "S256"));
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.putAll(other);
        metadata.values().removeIf(""::equals);
        return metadata;
    }

    private static Map<String, Object> with(Map<String, ?> some, String name, Object value) {
        var more = new HashMap<String, Object>(some);
        more.put(name, value);
        return more;
    }
}
