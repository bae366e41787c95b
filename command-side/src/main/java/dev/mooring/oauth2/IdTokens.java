package dev.mooring.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks an id token in full (OpenID Connect Core §3.1.3.7). Pure. */
public final class IdTokens {

    /** How far the service's clock may be from ours. */
    static final Duration SKEW = Duration.ofMinutes(1);

    /**
     * Signatures by a private key of the service's alone: never none, and never HMAC, for which a
     * published key could be passed off as the secret.
     */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private IdTokens() {}

    /** What an id token is worth. */
    public sealed interface Verdict {

        /**
         * All checks passed.
         *
         * @param subject who signed in, unique at the issuer
         * @param claims all claims, verified; personal
         */
        record Genuine(String subject, JWTClaimsSet claims) implements Verdict {

            @Override
            public String toString() {
                return "Genuine[…]";
            }
        }

        record Rejected(Fault fault) implements Verdict {}
    }

    /** The check that an id token failed. */
    public enum Fault {
        NOT_A_SIGNED_JWT,
        ALGORITHM,
        /** No key of the service's verifies it. */
        SIGNATURE,
        ISSUER,
        AUDIENCE,
        /** {@code azp} is missing beside several audiences, or is not this client. */
        AUTHORIZED_PARTY,
        EXPIRED,
        /** {@code iat} or {@code nbf} is missing or lies ahead. */
        NOT_YET_VALID,
        NONCE,
        SUBJECT,
        /** {@code at_hash} belongs to another access token. */
        ACCESS_TOKEN
    }

    /**
     * Checks signature, issuer, audience, times, nonce, subject and access token hash, in this
     * order; the first that fails is told.
     *
     * @param keys the service's published keys
     * @param nonce that this run of the flow was bound by
     * @param at now
     */
    public static Verdict check(
            String idToken,
            OAuth2Client client,
            JWKSet keys,
            OneTimeSecret nonce,
            String accessToken,
            Instant at) {
        try {
            var jwt = SignedJWT.parse(idToken);
            if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
                return new Verdict.Rejected(Fault.ALGORITHM);
            }
            var claims = verified(jwt, keys);
            var fault = faultOf(claims, client, nonce, at);
            if (fault == null) {
                fault = accessTokenFault(jwt, claims, accessToken);
            }
            return fault == null
                    ? new Verdict.Genuine(claims.getSubject(), claims)
                    : new Verdict.Rejected(fault);
        } catch (ParseException e) {
            return new Verdict.Rejected(Fault.NOT_A_SIGNED_JWT);
        } catch (BadJOSEException | JOSEException e) {
            return new Verdict.Rejected(Fault.SIGNATURE);
        }
    }

    /** The signature alone: the claims are judged by {@link #faultOf}, each by name. */
    private static JWTClaimsSet verified(SignedJWT jwt, JWKSet keys)
            throws BadJOSEException, JOSEException {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(null);
        return processor.process(jwt, null);
    }

    private static @Nullable Fault faultOf(
            JWTClaimsSet claims, OAuth2Client client, OneTimeSecret nonce, Instant at)
            throws ParseException {
        if (claims.getIssuer() == null || !claims.getIssuer().equals(client.service().issuer())) {
            return Fault.ISSUER;
        }
        List<String> audience = claims.getAudience();
        if (!audience.contains(client.clientId())) {
            return Fault.AUDIENCE;
        }
        String party = claims.getStringClaim("azp");
        if (party == null ? audience.size() > 1 : !party.equals(client.clientId())) {
            return Fault.AUTHORIZED_PARTY;
        }
        if (!isAfter(claims.getExpirationTime(), at.minus(SKEW))) {
            return Fault.EXPIRED;
        }
        var ahead = at.plus(SKEW);
        if (claims.getIssueTime() == null
                || isAfter(claims.getIssueTime(), ahead)
                || isAfter(claims.getNotBeforeTime(), ahead)) {
            return Fault.NOT_YET_VALID;
        }
        String told = claims.getStringClaim("nonce");
        if (told == null
                || !MessageDigest.isEqual(told.getBytes(UTF_8), nonce.value().getBytes(UTF_8))) {
            return Fault.NONCE;
        }
        String subject = claims.getSubject();
        return subject == null || subject.isEmpty() || subject.length() > 255
                ? Fault.SUBJECT
                : null;
    }

    private static boolean isAfter(@Nullable Date date, Instant instant) {
        return date != null && date.toInstant().isAfter(instant);
    }

    private static @Nullable Fault accessTokenFault(
            SignedJWT jwt, JWTClaimsSet claims, String accessToken) throws ParseException {
        String hash = claims.getStringClaim("at_hash");
        if (hash == null) {
            return null;
        }
        try {
            AccessTokenValidator.validate(
                    new BearerAccessToken(accessToken),
                    jwt.getHeader().getAlgorithm(),
                    new AccessTokenHash(hash));
            return null;
        } catch (InvalidHashException e) {
            return Fault.ACCESS_TOKEN;
        }
    }
}
