package dev.mooring.oauth2;

import com.nimbusds.jose.jwk.JWKSet;
import dev.mooring.outbound.JsonAnswer;
import dev.mooring.outbound.Outbound;
import dev.mooring.outbound.OutboundRequest;
import dev.mooring.outbound.Outcome;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls of an OAuth2 client. Each method sends each of its requests once; whether to ask again
 * is for the caller, who knows what the answer is worth. Thread-safe; blocks.
 */
public final class OAuth2Calls {

    private static final Map<String, String> ACCEPT_JSON = Map.of("Accept", "application/json");

    private final Outbound outbound;

    public OAuth2Calls(Outbound outbound) {
        this.outbound = outbound;
    }

    /**
     * Exchanges a code for tokens. Never to be repeated, whatever comes back: a code is good once
     * (RFC 6749 §4.1.2), and a second use may end the grant.
     *
     * @param scopes those asked for
     */
    public TokenAnswer exchange(
            OAuth2Client client, String code, OneTimeSecret verifier, List<String> scopes) {
        var request = TokenRequests.exchange(client, code, verifier);
        return TokenAnswers.read(outbound.send(request), scopes, client.service().scopeSeparator());
    }

    /**
     * Refreshes. Tokens without a new refresh token come back with the one that was used.
     *
     * @param granted the scopes granted so far
     */
    public TokenAnswer refresh(OAuth2Client client, String refreshToken, List<String> granted) {
        var request = TokenRequests.refresh(client, refreshToken);
        var answer =
                TokenAnswers.read(
                        outbound.send(request), granted, client.service().scopeSeparator());
        return answer instanceof TokenAnswer.Granted(Tokens tokens)
                ? new TokenAnswer.Granted(tokens.keeping(refreshToken))
                : answer;
    }

    /**
     * Revokes at the service, if it has a revocation endpoint. The refresh token where there is
     * one: services revoke the access tokens with it (RFC 7009 §2.1).
     */
    public Optional<RevocationAnswer> revoke(
            OAuth2Client client, String accessToken, @Nullable String refreshToken) {
        if (client.service().revokeUrl() == null) {
            return Optional.empty();
        }
        var request =
                refreshToken == null
                        ? TokenRequests.revokeAccessToken(client, accessToken)
                        : TokenRequests.revokeRefreshToken(client, refreshToken);
        return Optional.of(RevocationAnswer.of(outbound.send(request)));
    }

    /**
     * Finds out whose account it is, and whether the tokens belong to this run of the flow. To be
     * asked after the tokens are stored: they are there whatever this says.
     *
     * @param asked the scopes asked for
     */
    public Identity identify(
            OAuth2Client client,
            Tokens tokens,
            OneTimeSecret nonce,
            List<String> asked,
            Instant at) {
        if (!client.signsIn(asked)) {
            // An OpenID provider's userinfo endpoint asks for the scope openid (OIDC Core §5.3).
            return client.service().userinfoUrl() == null || client.service().jwksUrl() != null
                    ? new Identity.NotTold()
                    : userinfo(client, tokens, null);
        }
        if (tokens.idToken() == null) {
            return new Identity.Forged(null);
        }
        var answer = get(Objects.requireNonNull(client.service().jwksUrl()), ACCEPT_JSON);
        var keys = keysOf(answer);
        if (keys.isEmpty()) {
            return new Identity.Unavailable(Identity.Step.KEYS, answer);
        }
        return switch (IdTokens.check(
                tokens.idToken(), client, keys.get(), nonce, tokens.accessToken(), at)) {
            case IdTokens.Verdict.Rejected(var fault) -> new Identity.Forged(fault);
            case IdTokens.Verdict.Genuine genuine ->
                    client.service().userinfoUrl() == null
                            ? new Identity.Known(
                                    genuine.subject(), labelOf(genuine.claims()::getClaim))
                            : userinfo(client, tokens, genuine.subject());
        };
    }

    /**
     * Asks the userinfo endpoint (OIDC Core §5.3), whose answer counts for this subject only.
     *
     * @param subject of the id token, which the answer must repeat exactly; null where there is
     *     none
     */
    private Identity userinfo(OAuth2Client client, Tokens tokens, @Nullable String subject) {
        var answer =
                get(
                        Objects.requireNonNull(client.service().userinfoUrl()),
                        Map.of(
                                "Accept",
                                "application/json",
                                "Authorization",
                                "Bearer " + tokens.accessToken()));
        if (!(answer instanceof Outcome.Answered answered
                && answered.successful()
                && JsonAnswer.of(answered) instanceof JsonAnswer.Parsed(ObjectNode json))) {
            return new Identity.Unavailable(Identity.Step.USERINFO, answer);
        }
        String told = json.path("sub").isString() ? json.path("sub").stringValue() : null;
        if (subject != null && !subject.equals(told)) {
            return new Identity.Contradicted();
        }
        return told == null
                ? new Identity.NotTold()
                : new Identity.Known(
                        told, labelOf(name -> json.path(name).asStringOpt().orElse("")));
    }

    private Outcome get(String url, Map<String, String> headers) {
        return outbound.send(OutboundRequest.get(URI.create(url), headers));
    }

    private static Optional<JWKSet> keysOf(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answer && answer.successful())) {
            return Optional.empty();
        }
        return switch (JsonAnswer.of(answer)) {
            case JsonAnswer.NotJson _ -> Optional.empty();
            case JsonAnswer.Parsed _ -> {
                try {
                    yield Optional.of(JWKSet.parse(answer.body()));
                } catch (ParseException e) {
                    yield Optional.empty();
                }
            }
        };
    }

    /** What people know an account by, best first. */
    private static @Nullable String labelOf(Function<String, @Nullable Object> claims) {
        return Stream.of("email", "preferred_username", "name")
                .map(claims)
                .filter(value -> value instanceof String text && !text.isBlank())
                .map(value -> HostileText.clean((String) value))
                .findFirst()
                .orElse(null);
    }
}
