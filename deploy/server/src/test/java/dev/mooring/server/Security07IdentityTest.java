package dev.mooring.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mooring.server.house.AtPeer;
import dev.mooring.server.house.Browser;
import dev.mooring.server.house.House;
import dev.mooring.server.house.Peer;
import dev.mooring.server.house.Peer.Reply;
import dev.mooring.server.house.SharedHouse;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** security.md 7: the tokens belong to this run of the flow, and to one account. */
@ExtendWith(SharedHouse.class)
class Security07IdentityTest {

    private static final List<String> OPENID = List.of("openid");
    private static final Map<String, String> CODE = Map.of("code", "c");
    private static final ECKey KEY = key();

    @Test
    void security_7_theVerifierFitsTheChallengeAndIsFreshEachTime(House house) throws Exception {
        try (var peer = Peer.start().givesTokens(Map.of())) {
            var service = AtPeer.publish(house.admin(), peer.posted("Challenged", Map.of()));
            var first = AtPeer.begin(house.as("pkce"), service, List.of("read"), Map.of());
            first.completesWith(CODE);
            var second = first.again();
            second.completesWith(CODE);

            var verifiers =
                    peer.calls("/token").stream()
                            .map(call -> call.form().get("code_verifier"))
                            .toList();
            assertThat(verifiers).hasSize(2).doesNotHaveDuplicates();
            var requests = List.of(first.request(), second.request());
            for (var run = 0; run < 2; run++) {
                assertThat(Browser.parameters(requests.get(run)))
                        .containsEntry("code_challenge_method", "S256")
                        .containsEntry("code_challenge", s256(verifiers.get(run)));
            }
        }
    }

    @Test
    void security_7_anIdTokenOfThisRunIsTaken(House house) {
        try (var peer = provider()) {
            var attempt = begin(house, peer, "Signs in", "signs-in");
            idToken(peer, claims(peer, attempt).build());

            attempt.completesWith(CODE);

            assertThat(peer.calls("/userinfo")).hasSize(1);
        }
    }

    @Test
    void security_7_userinfoOfAnotherSubjectIsNotUsed(House house) {
        try (var peer = provider()) {
            peer.on("/userinfo", Reply.json(Map.of("sub", "mallory", "email", "ada@example.com")));
            var attempt = begin(house, peer, "Contradicts", "contradicted");
            idToken(peer, claims(peer, attempt).build());

            attempt.failsWith(CODE, "answer_invalid");
            attempt.credentials().expectProblem(409, "connection.not_authorized");
        }
    }

    @Test
    void security_7_anIdTokenOfAnotherRunIssuerOrClientIsNotUsed(House house) {
        try (var peer = provider()) {
            var first = begin(house, peer, "Forges", "forged");
            for (var forgery :
                    List.<UnaryOperator<JWTClaimsSet.Builder>>of(
                            claims -> claims.claim("nonce", nonce(first)),
                            claims -> claims.issuer(peer.url("/").toString()),
                            claims -> claims.audience("another"),
                            claims ->
                                    claims.expirationTime(
                                            Date.from(Instant.now().minusSeconds(600))))) {
                var attempt = AtPeer.begin(house.as("forged"), first.service(), OPENID, Map.of());
                idToken(peer, forgery.apply(claims(peer, attempt)).build());
                attempt.failsWith(CODE, "answer_invalid");
            }
            assertThat(peer.calls("/userinfo")).isEmpty();
        }
    }

    @Test
    void security_7_noParameterOfAServiceSetsWhatTheProtocolSets(House house) {
        try (var peer = Peer.start()) {
            for (var where : List.of("authorizeParameters", "tokenParameters")) {
                for (var name :
                        List.of(
                                "state",
                                "nonce",
                                "redirect_uri",
                                "client_id",
                                "scope",
                                "code",
                                "code_challenge",
                                "code_challenge_method",
                                "code_verifier",
                                "grant_type",
                                "client_secret",
                                "request",
                                "request_uri",
                                "STATE")) {
                    assertThat(
                                    house.admin()
                                            .post(
                                                    "/v1/services",
                                                    peer.posted(
                                                            "Overrides",
                                                            Map.of(where, Map.of(name, "x"))))
                                            .expectProblem(400, "request.invalid")
                                            .text("/errors/0/code"))
                            .as("%s in %s", name, where)
                            .isEqualTo("parameter.reserved");
                }
            }
        }
    }

    private static Peer provider() {
        return Peer.start()
                .on("/jwks", new Reply(200, Map.of("Content-Type", "application/json"), jwks()))
                .on("/userinfo", Reply.json(Map.of("sub", "ada", "email", "ada@example.com")));
    }

    private static AtPeer begin(House house, Peer peer, String name, String user) {
        var service =
                AtPeer.publish(
                        house.admin(),
                        peer.posted(
                                name,
                                Map.of(
                                        "issuer", peer.url("").toString(),
                                        "jwksUrl", peer.url("/jwks").toString(),
                                        "userinfoUrl", peer.url("/userinfo").toString())));
        return AtPeer.begin(house.as(user), service, OPENID, Map.of());
    }

    private static JWTClaimsSet.Builder claims(Peer peer, AtPeer attempt) {
        return new JWTClaimsSet.Builder()
                .issuer(peer.url("").toString())
                .subject("ada")
                .audience("our-client")
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("nonce", nonce(attempt));
    }

    private static String nonce(AtPeer attempt) {
        return Browser.parameters(attempt.request()).get("nonce");
    }

    private static void idToken(Peer peer, JWTClaimsSet claims) {
        try {
            var token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").build(), claims);
            token.sign(new ECDSASigner(KEY));
            peer.givesTokens(Map.of("id_token", token.serialize()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jwks() {
        return new JWKSet(KEY.toPublicJWK()).toString();
    }

    private static String s256(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    }
}
