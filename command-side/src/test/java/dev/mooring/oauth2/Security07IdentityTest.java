package dev.mooring.oauth2;

import static dev.mooring.oauth2.Fixtures.ISSUER;
import static dev.mooring.oauth2.Fixtures.NONCE;
import static dev.mooring.oauth2.Fixtures.client;
import static dev.mooring.oauth2.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import dev.mooring.oauth2.Fixtures.Played;
import dev.mooring.oauth2.IdTokens.Fault;
import dev.mooring.outbound.Outcome;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** security.md 7: full id token checks, and userinfo of the same subject. */
class Security07IdentityTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final List<String> ASKED = List.of("openid");
    private static RSAKey rsa;
    private static ECKey ec;
    private static RSAKey stranger;

    @BeforeAll
    static void generateKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
    }

    @Test
    void security_7_aGenuineIdTokenTellsTheSubject() throws JOSEException {
        assertThat(check(signed(claims(c -> c.claim("email", "a@b.example")))))
                .isEqualTo(new Identity.Known("sub-1", "a@b.example"));
        assertThat(check(signedByEc(claims(c -> {})))).isEqualTo(new Identity.Known("sub-1", null));
    }

    static Stream<Arguments> forgedClaims() {
        return Stream.of(
                forged("another issuer", Fault.ISSUER, c -> c.issuer("https://evil.example")),
                forged("issuer with a slash", Fault.ISSUER, c -> c.issuer(ISSUER + "/")),
                forged("no issuer", Fault.ISSUER, c -> c.issuer(null)),
                forged("another audience", Fault.AUDIENCE, c -> c.audience("other")),
                forged("no audience", Fault.AUDIENCE, c -> c.audience((String) null)),
                forged(
                        "several audiences and no party",
                        Fault.AUTHORIZED_PARTY,
                        c -> c.audience(List.of("client", "other"))),
                forged(
                        "another party",
                        Fault.AUTHORIZED_PARTY,
                        c -> c.audience(List.of("client", "other")).claim("azp", "other")),
                forged("expired", Fault.EXPIRED, c -> c.expirationTime(at(-60))),
                forged("never expires", Fault.EXPIRED, c -> c.expirationTime(null)),
                forged("no issue time", Fault.NOT_YET_VALID, c -> c.issueTime(null)),
                forged("from the future", Fault.NOT_YET_VALID, c -> c.issueTime(at(120))),
                forged("not yet valid", Fault.NOT_YET_VALID, c -> c.notBeforeTime(at(120))),
                forged("no nonce", Fault.NONCE, c -> c.claim("nonce", null)),
                forged("another nonce", Fault.NONCE, c -> c.claim("nonce", "M".repeat(43))),
                forged("no subject", Fault.SUBJECT, c -> c.subject(null)),
                forged("a huge subject", Fault.SUBJECT, c -> c.subject("x".repeat(256))),
                forged("another token's", Fault.ACCESS_TOKEN, c -> c.claim("at_hash", "AAAA")),
                forged("nonce of a wrong type", Fault.NOT_A_SIGNED_JWT, c -> c.claim("nonce", 1)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("forgedClaims")
    void security_7_eachClaimIsChecked(
            String name, Fault fault, Consumer<JWTClaimsSet.Builder> forgery) throws JOSEException {
        assertThat(check(signed(claims(forgery)))).isEqualTo(new Identity.Forged(fault));
    }

    @Test
    void security_7_clocksMayDifferByAMinute() throws JOSEException {
        var tolerated = claims(c -> c.expirationTime(at(-59)).issueTime(at(59)));

        assertThat(check(signed(tolerated))).isInstanceOf(Identity.Known.class);
    }

    @Test
    void security_7_severalAudiencesNeedThePartyToBeUs() throws JOSEException {
        var ours = claims(c -> c.audience(List.of("client", "other")).claim("azp", "client"));

        assertThat(check(signed(ours))).isInstanceOf(Identity.Known.class);
    }

    @Test
    void security_7_theRightAccessTokenHashPasses() throws JOSEException {
        var hash =
                AccessTokenHash.compute(new BearerAccessToken("at"), JWSAlgorithm.RS256, null)
                        .getValue();

        assertThat(check(signed(claims(c -> c.claim("at_hash", hash)))))
                .isInstanceOf(Identity.Known.class);
    }

    @Test
    void security_7_onlyTheServicesPrivateKeySigns() throws JOSEException {
        var byStranger = new SignedJWT(header(JWSAlgorithm.RS256, "rsa"), claims(c -> {}));
        byStranger.sign(new RSASSASigner(stranger));
        var byHmac = new SignedJWT(header(JWSAlgorithm.HS256, "rsa"), claims(c -> {}));
        byHmac.sign(new MACSigner(rsa.toPublicJWK().toJSONString()));
        var tampered = signed(claims(c -> {})).split("\\.", -1);
        var other = signed(claims(c -> c.subject("sub-2"))).split("\\.", -1);

        assertThat(check(byStranger.serialize())).isEqualTo(new Identity.Forged(Fault.SIGNATURE));
        assertThat(check(byHmac.serialize())).isEqualTo(new Identity.Forged(Fault.ALGORITHM));
        assertThat(check(new PlainJWT(claims(c -> {})).serialize()))
                .isEqualTo(new Identity.Forged(Fault.NOT_A_SIGNED_JWT));
        assertThat(check(tampered[0] + "." + other[1] + "." + tampered[2]))
                .isEqualTo(new Identity.Forged(Fault.SIGNATURE));
        assertThat(check("not.a.jwt")).isEqualTo(new Identity.Forged(Fault.NOT_A_SIGNED_JWT));
        assertThat(check("")).isEqualTo(new Identity.Forged(Fault.NOT_A_SIGNED_JWT));
    }

    @Test
    void security_7_aMissingIdTokenIsNoIdentity() {
        assertThat(identify(client(Fixtures.Service::openId), null, new Played()))
                .isEqualTo(new Identity.Forged(null));
    }

    @Test
    void security_7_withoutKeysNothingIsBelieved() throws JOSEException {
        var lost = new Outcome.Ambiguous(Outcome.Ambiguous.Cause.TIMED_OUT, null);
        var idToken = signed(claims(c -> {}));

        for (Outcome answer :
                List.of(lost, json(500, "{}"), json(200, "{}"), json(200, "{\"keys\":7}"))) {
            assertThat(identify(client(Fixtures.Service::openId), idToken, new Played(answer)))
                    .isEqualTo(new Identity.Unavailable(Identity.Step.KEYS, answer));
        }
    }

    @Test
    void security_7_userinfoHasTheSubjectOfTheIdToken() throws JOSEException {
        var client = client(s -> s.openId().withUserinfo());
        var idToken = signed(claims(c -> {}));
        var same =
                new Played(
                        keys(), json(200, "{\"sub\":\"sub-1\",\"email\":\"a\\u202Eb@c.example\"}"));

        assertThat(identify(client, idToken, same))
                .isEqualTo(new Identity.Known("sub-1", "a b@c.example"));
        assertThat(same.requests.getLast().headers()).containsEntry("Authorization", "Bearer at");
        for (String other : List.of("{\"sub\":\"sub-2\"}", "{}", "{\"sub\":1}")) {
            assertThat(identify(client, idToken, new Played(keys(), json(200, other))))
                    .isEqualTo(new Identity.Contradicted());
        }
    }

    @Test
    void aServiceWithoutSignInMayStillTellTheAccount() {
        var client = client(Fixtures.Service::withUserinfo);
        var failing = json(403, "{}");

        assertThat(
                        identify(
                                client,
                                null,
                                new Played(json(200, "{\"sub\":\"s\",\"name\":\"Ann\"}"))))
                .isEqualTo(new Identity.Known("s", "Ann"));
        assertThat(identify(client, null, new Played(json(200, "{\"login\":\"ann\"}"))))
                .isEqualTo(new Identity.NotTold());
        assertThat(identify(client, null, new Played(failing)))
                .isEqualTo(new Identity.Unavailable(Identity.Step.USERINFO, failing));
        assertThat(identify(client(), null, new Played())).isEqualTo(new Identity.NotTold());
    }

    @Test
    void anOpenIdProviderIsNotAskedForTheAccountUnlessTheUserSignsIn() {
        var client = client(s -> s.openId().withUserinfo());
        var asked = List.of("contacts.read");
        var tokens = new Tokens("at", null, null, null, asked, List.of(), "");
        var outbound = new Played();

        var identity = new OAuth2Calls(outbound).identify(client, tokens, NONCE, asked, NOW);

        assertThat(identity).isEqualTo(new Identity.NotTold());
        assertThat(outbound.requests).isEmpty();
    }

    private static Arguments forged(
            String name, Fault fault, Consumer<JWTClaimsSet.Builder> forgery) {
        return Arguments.of(name, fault, forgery);
    }

    private static Identity check(String idToken) {
        return identify(client(Fixtures.Service::openId), idToken, new Played(keys()));
    }

    private static Identity identify(OAuth2Client client, String idToken, Played outbound) {
        var tokens = new Tokens("at", null, null, idToken, ASKED, List.of(), "");
        return new OAuth2Calls(outbound).identify(client, tokens, NONCE, ASKED, NOW);
    }

    private static Outcome keys() {
        return Fixtures.answered(
                200, "application/jwk-set+json", new JWKSet(List.of(rsa, ec)).toString(true));
    }

    private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience("client")
                        .subject("sub-1")
                        .issueTime(at(-1))
                        .expirationTime(at(300))
                        .claim("nonce", NONCE.value());
        change.accept(claims);
        return claims.build();
    }

    private static String signed(JWTClaimsSet claims) throws JOSEException {
        var jwt = new SignedJWT(header(JWSAlgorithm.RS256, "rsa"), claims);
        jwt.sign(new RSASSASigner(rsa));
        return jwt.serialize();
    }

    private static String signedByEc(JWTClaimsSet claims) throws JOSEException {
        var jwt = new SignedJWT(header(JWSAlgorithm.ES256, "ec"), claims);
        jwt.sign(new ECDSASigner(ec));
        return jwt.serialize();
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String keyId) {
        return new JWSHeader.Builder(algorithm).keyID(keyId).build();
    }

    private static Date at(long secondsFromNow) {
        return Date.from(NOW.plusSeconds(secondsFromNow));
    }
}
