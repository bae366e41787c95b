package dev.mooring.usertokens;

import static dev.mooring.workspaces.Nodes.AT;
import static dev.mooring.workspaces.Nodes.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.credentials.MovableClock;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.language.DisplayName;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.workspace.SigningAlgorithm;
import dev.mooring.language.workspace.TrustedIssuer;
import dev.mooring.language.workspace.WorkspaceCommand.CreateWorkspace;
import dev.mooring.language.workspace.WorkspaceCommand.RemoveIssuer;
import dev.mooring.language.workspace.WorkspaceCommand.SetIssuer;
import dev.mooring.workspaces.Issuers;
import dev.mooring.workspaces.Nodes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security 24: a user's own token leads to one user of one workspace, or nowhere. */
class Security24IssuedTokensTest {

    private static final String ISSUER = "https://id.example";
    private static final String AUDIENCE = "https://mooring.example/home";
    private static final String JWKS = "https://id.example/jwks";
    private static final WorkspaceId HOME = new WorkspaceId("wsp_home");
    private static final WorkspaceId OTHER = new WorkspaceId("wsp_other");
    private static final RSAKey RSA = rsa("one");
    private static final ECKey EC = ec("two");

    private final Nodes nodes = new Nodes();
    private final Nodes.Node node = nodes.start("here");
    private final MovableClock clock = new MovableClock(AT);
    private final PublishedKeys published = new PublishedKeys(JWKS, RSA, EC);
    private final IssuedTokens tokens =
            new IssuedTokens(new Issuers(node.log), new KeySets(published, clock), clock);

    @BeforeEach
    void trust() {
        for (var workspace : List.of(HOME, OTHER)) {
            send(workspace, new CreateWorkspace(workspace, new DisplayName("One"), AT));
        }
        send(HOME, new SetIssuer(HOME, trusted(AUDIENCE), AT));
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aGenuineTokenIsItsSubjectWithWhatAPersonNeeds() {
        assertThat(tokens.verify(token(claims -> claims)))
                .isEqualTo(Principal.user(HOME.value(), "ada@home.example", Scope.OF_PERSONS));
        assertThat(tokens.verify(signed(EC, JWSAlgorithm.ES256, genuine().build())).user())
                .isEqualTo("ada@home.example");
    }

    @Test
    void noScopeThatATokenClaimsIsBelieved() {
        var greedy = token(claims -> claims.claim("scope", "users:any keys:admin tokens:read"));

        assertThat(tokens.verify(greedy).scopes())
                .containsExactlyInAnyOrder(
                        Scope.CONNECTIONS_READ, Scope.CONNECTIONS_WRITE, Scope.CONNECTIONS_USE);
    }

    @Test
    void aTokenOfAnotherIssuerOrForAnotherAudienceIsRefused() {
        refused(token(claims -> claims.issuer("https://other.example")));
        refused(token(claims -> claims.issuer(ISSUER + "/")));
        refused(token(claims -> claims.issuer(null)));
        refused(token(claims -> claims.audience("https://mooring.example/other")));
        refused(token(claims -> claims.audience(AUDIENCE + "/")));
        refused(token(claims -> claims.audience((String) null)));
        refused(token(claims -> claims.audience(List.of(AUDIENCE, "1", "2", "3", "4", "5"))));
    }

    @Test
    void amongSeveralAudiencesTheOneThatIsTrustedCounts() {
        assertThat(tokens.verify(token(claims -> claims.audience(List.of("a", AUDIENCE)))))
                .isNotNull();
    }

    @Test
    void aTokenThatWouldLeadToTwoWorkspacesLeadsToNone() {
        send(OTHER, new SetIssuer(OTHER, trusted("https://mooring.example/other"), AT));
        var both = List.of(AUDIENCE, "https://mooring.example/other");

        refused(token(claims -> claims.audience(both)));
        assertThat(tokens.verify(token(claims -> claims.audience(both.getLast()))).workspace())
                .isEqualTo(OTHER.value());
    }

    @Test
    void onlyTheAlgorithmsThatTheWorkspaceNamedAreTaken() throws JOSEException {
        refused(signed(RSA, JWSAlgorithm.RS512, genuine().build()));
        refused(new PlainJWT(genuine().build()).serialize());
        // The issuer's published key, passed off as a shared secret (RFC 8725 section 2.1).
        var secret = RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        refused(signed(new MACSigner(secret), JWSAlgorithm.HS256, "one", genuine().build()));
    }

    @Test
    void aSignatureOfAnyOtherKeyIsRefused() {
        refused(signed(rsa("one"), JWSAlgorithm.RS256, genuine().build()));
        refused(signed(ec("two"), JWSAlgorithm.ES256, genuine().build()));
        var genuine = token(claims -> claims);
        var forged = token(claims -> claims.subject("mallory"));
        var parts = genuine.split("\\.");
        refused(parts[0] + "." + forged.split("\\.")[1] + "." + parts[2]);
    }

    @Test
    void aKeyThatTheTokenItselfBringsIsNotLookedAt() throws JOSEException {
        var own = rsa("mine");
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .jwk(own.toPublicJWK())
                        .keyID("mine")
                        .build();
        var jwt = new SignedJWT(header, genuine().build());
        jwt.sign(new RSASSASigner(own));

        refused(jwt.serialize());
    }

    @Test
    void timesAreTheDatabasesWithALittleLeeway() {
        var leeway = IssuedTokens.LEEWAY;
        var justNow = AT.plus(leeway);
        var tooFar = justNow.plusSeconds(1);

        refused(token(claims -> claims.expirationTime(null)));
        refused(token(claims -> claims.expirationTime(at(AT.minus(leeway)))));
        accepted(token(claims -> claims.expirationTime(at(AT.minus(leeway).plusSeconds(1)))));
        accepted(token(claims -> claims.notBeforeTime(at(justNow)).issueTime(at(justNow))));
        refused(token(claims -> claims.notBeforeTime(at(tooFar))));
        refused(token(claims -> claims.issueTime(at(tooFar))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "line\nbreak"})
    void aSubjectThatIsNoUsersIdIsRefused(String subject) {
        refused(token(claims -> claims.subject(subject)));
    }

    @Test
    void aTokenWithoutASubjectOrWithAnEndlessOneIsRefused() {
        refused(token(claims -> claims.subject(null)));
        refused(token(claims -> claims.subject("x".repeat(256))));
        accepted(token(claims -> claims.subject("x".repeat(255))));
    }

    @Test
    void whatIsNoAccessTokenIsRefused() throws JOSEException {
        for (var type : List.of("at+jwt", "JWT", "jwt")) {
            accepted(typed(type));
        }
        refused(typed("logout+jwt"));
        refused("a.b.c");
        refused("..");
    }

    @Test
    void aDroppedIssuersTokensOpenNothingFromThatMoment() {
        var token = token(claims -> claims);
        accepted(token);

        send(HOME, new RemoveIssuer(HOME, AT));

        refused(token);
    }

    @Test
    void anIssuerIsAskedForANewKeyNowAndThenOnly() {
        accepted(token(claims -> claims));
        assertThat(published.asked()).isEqualTo(1);
        var fresh = rsa("three");
        var token = signed(fresh, JWSAlgorithm.RS256, genuine().build());

        published.publish(fresh);
        refused(token);
        refused(token);
        assertThat(published.asked()).as("not before its time").isEqualTo(1);

        clock.advance(KeySets.ASKED_AGAIN);
        accepted(token);
        assertThat(published.asked()).isEqualTo(2);
        refused(signed(rsa("four"), JWSAlgorithm.RS256, genuine().build()));
        assertThat(published.asked()).as("a made up key id asks nobody").isEqualTo(2);
    }

    @Test
    void aKeyThatItsIssuerTookBackIsTakenNoLongerThanKeysAreFresh() {
        var token = token(claims -> claims.expirationTime(at(AT.plus(Duration.ofHours(1)))));
        accepted(token);
        published.publish(EC);
        clock.advance(KeySets.FRESH);

        refused(token);
    }

    @Test
    void whileTheIssuerDoesNotAnswerItsLastKeysServeForAWhile() {
        var token = token(claims -> claims.expirationTime(at(AT.plus(Duration.ofDays(1)))));
        accepted(token);
        published.fail();

        clock.advance(KeySets.FRESH);
        accepted(token);
        accepted(token);
        assertThat(published.asked()).isEqualTo(2);

        clock.advance(KeySets.OLDEST);
        assertThat(code(token)).isEqualTo("issuer.unavailable");

        published.publish(RSA);
        assertThat(code(token)).as("not before its time").isEqualTo("issuer.unavailable");
        clock.advance(KeySets.TRIED_AGAIN);
        accepted(token);
    }

    private void send(WorkspaceId workspace, Object command) {
        node.sender.send(command, CommandContext.of(workspace, ORIGIN, AT));
    }

    private static TrustedIssuer trusted(String audience) {
        return new TrustedIssuer(
                ISSUER, audience, Set.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256), JWKS);
    }

    private void accepted(String token) {
        assertThat(tokens.verify(token).workspace()).isEqualTo(HOME.value());
    }

    private void refused(String token) {
        assertThat(code(token)).isEqualTo("authentication.required");
    }

    private String code(String token) {
        return catchThrowableOfType(Refusal.class, () -> tokens.verify(token)).code().code();
    }

    private static JWTClaimsSet.Builder genuine() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("ada@home.example")
                .issueTime(at(AT))
                .expirationTime(at(AT.plus(Duration.ofMinutes(5))));
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(RSA, JWSAlgorithm.RS256, change.apply(genuine()).build());
    }

    private static String typed(String type) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(type))
                        .keyID("one")
                        .build();
        var jwt = new SignedJWT(header, genuine().build());
        jwt.sign(new RSASSASigner(RSA));
        return jwt.serialize();
    }

    private static String signed(JWK key, JWSAlgorithm algorithm, JWTClaimsSet claims) {
        try {
            var signer =
                    key instanceof ECKey ec
                            ? new ECDSASigner(ec)
                            : new RSASSASigner(key.toRSAKey());
            return signed(signer, algorithm, key.getKeyID(), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(
            JWSSigner signer, JWSAlgorithm algorithm, String keyId, JWTClaimsSet claims)
            throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static Date at(Instant instant) {
        return Date.from(instant);
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
