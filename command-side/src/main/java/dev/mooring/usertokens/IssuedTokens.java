package dev.mooring.usertokens;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.mooring.api.access.JwtVerifier;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.api.request.UserHeader;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.workspaces.IssuerTrust;
import dev.mooring.workspaces.Issuers;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens of workspaces' own issuers (RFC 7519 section 7.2, as RFC 8725 advises). Issuer
 * and audience lead to the one workspace that trusts them; that workspace, and nothing in the
 * token, says by which algorithms and whose keys it has to be signed. Thread-safe.
 */
final class IssuedTokens implements JwtVerifier {

    /** How far an issuer's clock may be from the database's. */
    static final Duration LEEWAY = Duration.ofSeconds(30);

    /** More would be many reads for whoever has not proved anything yet. */
    static final int MOST_AUDIENCES = 5;

    /** Plain JWTs, access tokens of RFC 9068, and whatever does not say what it is. */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
            new DefaultJOSEObjectTypeVerifier<>(
                    JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null);

    private final Issuers issuers;
    private final KeySets keySets;
    private final InstantSource clock;

    /**
     * @param clock database time
     */
    IssuedTokens(Issuers issuers, KeySets keySets, InstantSource clock) {
        this.issuers = issuers;
        this.keySets = keySets;
        this.clock = clock;
    }

    @Override
    public Principal verify(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            var trust = trust(jwt.getJWTClaimsSet());
            var claims = verified(jwt, trust);
            checkTimes(claims, clock.instant());
            return Principal.user(
                    trust.workspace().value(), user(claims.getSubject()), Scope.OF_PERSONS);
        } catch (ParseException e) {
            throw refused("The bearer token is neither an API key nor a signed JWT");
        }
    }

    /** The one workspace that takes such tokens; what they claim is not proved yet. */
    private IssuerTrust.By trust(JWTClaimsSet claims) {
        var issuer = claims.getIssuer();
        List<String> audience = claims.getAudience();
        if (issuer == null || audience.size() > MOST_AUDIENCES) {
            throw untrusted();
        }
        var trusting =
                audience.stream()
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(one -> issuers.find(issuer, one))
                        .flatMap(IssuedTokens::by)
                        .toList();
        if (trusting.size() != 1) {
            throw untrusted();
        }
        return trusting.getFirst();
    }

    private static Stream<IssuerTrust.By> by(IssuerTrust trust) {
        return switch (trust) {
            case IssuerTrust.None none -> Stream.empty();
            case IssuerTrust.By by -> Stream.of(by);
        };
    }

    private JWTClaimsSet verified(SignedJWT jwt, IssuerTrust.By trust) {
        var algorithms =
                trust.issuer().algorithms().stream()
                        .map(algorithm -> JWSAlgorithm.parse(algorithm.name()))
                        .collect(toUnmodifiableSet());
        if (!algorithms.contains(jwt.getHeader().getAlgorithm())) {
            throw refused("The token is not signed by an algorithm that the workspace takes");
        }
        var keys =
                keySets.of(trust.workspace(), trust.issuer().jwksUrl(), jwt.getHeader().getKeyID());
        try {
            return processor(algorithms, keys).process(jwt, null);
        } catch (BadJOSEException | JOSEException e) {
            throw refused("The token is not signed by a key of its issuer's");
        }
    }

    /** For the signature alone: times and subject are judged here, each by name. */
    private static DefaultJWTProcessor<SecurityContext> processor(
            Set<JWSAlgorithm> algorithms, JWKSet keys) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(TYPES);
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(algorithms, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(null);
        return processor;
    }

    private static void checkTimes(JWTClaimsSet claims, Instant now) {
        var ends = claims.getExpirationTime();
        if (ends == null) {
            throw refused("The token has to say when it expires");
        }
        if (!now.isBefore(ends.toInstant().plus(LEEWAY))) {
            throw refused("The token has expired");
        }
        if (isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now)) {
            throw refused("The token is not valid yet");
        }
    }

    private static boolean isAhead(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(LEEWAY));
    }

    private static String user(@Nullable String subject) {
        if (subject == null) {
            throw refused("The token names no subject");
        }
        try {
            UserHeader.check(subject);
        } catch (Refusal malformed) {
            throw refused("The token's subject is no user's id: " + malformed.detail());
        }
        return subject;
    }

    private static Refusal untrusted() {
        return refused("No workspace takes tokens of this issuer for this audience");
    }

    private static Refusal refused(String detail) {
        return Refusal.of(ErrorCode.UNAUTHENTICATED, detail);
    }
}
