package dev.mooring.usertokens;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mooring.outbound.Headers;
import dev.mooring.outbound.Outbound;
import dev.mooring.outbound.OutboundRequest;
import dev.mooring.outbound.Outcome;
import java.util.List;
import java.util.Map;

/** An issuer's published keys, with a count of who asked for them. */
final class PublishedKeys implements Outbound {

    private final String url;
    private Outcome answer;
    private int asked;

    PublishedKeys(String url, JWK... keys) {
        this.url = url;
        this.answer = answer(keys);
    }

    /** In place of all that was published before. */
    void publish(JWK... keys) {
        answer = answer(keys);
    }

    /** From now on there is no answer. */
    void fail() {
        answer = new Outcome.Ambiguous(Outcome.Ambiguous.Cause.TIMED_OUT, null);
    }

    int asked() {
        return asked;
    }

    @Override
    public Outcome send(OutboundRequest request) {
        asked++;
        return request.uri().toString().equals(url)
                ? answer
                : new Outcome.NotSent(Outcome.NotSent.Cause.NAME_UNRESOLVED);
    }

    private static Outcome answer(JWK... keys) {
        return new Outcome.Answered(
                200,
                new Headers(Map.of("Content-Type", List.of("application/jwk-set+json"))),
                new JWKSet(List.of(keys)).toPublicJWKSet().toString());
    }
}
