package dev.mooring.oauth2;

import dev.mooring.outbound.JsonAnswer;
import dev.mooring.outbound.Outbound;
import dev.mooring.outbound.OutboundRequest;
import dev.mooring.outbound.Outcome;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks an authorization server for its metadata: where OpenID Connect Discovery §4 has it, then
 * where RFC 8414 §3.1 has it. Thread-safe; blocks.
 */
public final class Discovery {

    private static final Map<String, String> ACCEPT_JSON = Map.of("Accept", "application/json");

    private final Outbound outbound;

    public Discovery(Outbound outbound) {
        this.outbound = outbound;
    }

    /** What came of asking. */
    public sealed interface Answer {

        /** The issuer's own word for itself (RFC 8414 §3.3). */
        record Found(ServerMetadata metadata) implements Answer {}

        /**
         * The metadata there is another issuer's, so none of it counts.
         *
         * @param told the issuer that it names, cleaned
         */
        record OfAnother(String told) implements Answer {}

        /** There is no metadata, or it could not be had. */
        record None(Why why) implements Answer {}
    }

    /** Why there is nothing. */
    public enum Why {
        /** Neither address answers with metadata. */
        NOT_THERE,
        /** The host is none that we call, or has no address. */
        NOT_CALLED,
        /** The call did not come to an answer, or to one that says "later". */
        NOT_ANSWERED
    }

    /**
     * Asks for the metadata of an issuer.
     *
     * @param issuer an issuer identifier, with which the metadata's is compared character by
     *     character
     */
    public Answer ask(String issuer) {
        for (var address : addresses(issuer)) {
            var outcome = outbound.send(OutboundRequest.get(address, ACCEPT_JSON));
            switch (outcome) {
                case Outcome.NotSent(var cause) -> {
                    return new Answer.None(why(cause));
                }
                case Outcome.Ambiguous _ -> {
                    return new Answer.None(Why.NOT_ANSWERED);
                }
                case Outcome.Answered answered -> {
                    if (answered.status() == 429 || answered.status() >= 500) {
                        return new Answer.None(Why.NOT_ANSWERED);
                    }
                    var metadata = read(answered);
                    if (metadata.isPresent()) {
                        return judged(issuer, metadata.get());
                    }
                }
            }
        }
        return new Answer.None(Why.NOT_THERE);
    }

    /** Where an issuer's metadata may be, in the order in which it is asked for. */
    static List<URI> addresses(String issuer) {
        var url = URI.create(issuer);
        var path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/$", "");
        var origin = url.getScheme() + "://" + url.getRawAuthority();
        return List.of(
                URI.create(origin + path + "/.well-known/openid-configuration"),
                URI.create(origin + "/.well-known/oauth-authorization-server" + path));
    }

    private static Optional<ServerMetadata> read(Outcome.Answered answered) {
        return answered.successful() && JsonAnswer.of(answered) instanceof JsonAnswer.Parsed parsed
                ? ServerMetadata.of(parsed.object())
                : Optional.empty();
    }

    private static Answer judged(String issuer, ServerMetadata metadata) {
        return metadata.issuer().equals(issuer)
                ? new Answer.Found(metadata)
                : new Answer.OfAnother(HostileText.clean(metadata.issuer()));
    }

    private static Why why(Outcome.NotSent.Cause cause) {
        return switch (cause) {
            case URL_REFUSED, ADDRESS_REFUSED, NAME_UNRESOLVED -> Why.NOT_CALLED;
            case CONNECT_FAILED, TLS_FAILED, BUSY -> Why.NOT_ANSWERED;
        };
    }
}
