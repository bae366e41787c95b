package dev.mooring.query.directory;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.workspace.IssuerEvent;
import dev.mooring.language.workspace.IssuerEvent.IssuerDropped;
import dev.mooring.language.workspace.IssuerEvent.IssuerTrusted;
import dev.mooring.query.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The issuer of a workspace's users' tokens, of which there is one at a time.
 *
 * @param dropped whether its tokens are taken no more
 */
public record TokenIssuer(
        String issuer,
        String audience,
        List<String> algorithms,
        String jwksUrl,
        Instant setAt,
        boolean dropped) {

    static final Kind<TokenIssuer> KIND =
            new Kind<>("issuer", TokenIssuer.class, TokenIssuer::concern, TokenIssuer::fold);

    /** The id of the workspace's one document. */
    static final String ID = "issuer";

    private static @Nullable String concern(RecordedEvent recorded) {
        return recorded.event() instanceof IssuerEvent ? ID : null;
    }

    static @Nullable TokenIssuer fold(@Nullable TokenIssuer state, RecordedEvent recorded) {
        if (!(recorded.event() instanceof IssuerEvent happened)) {
            return state;
        }
        return switch (happened) {
            case IssuerTrusted it ->
                    new TokenIssuer(
                            it.issuer(),
                            it.audience(),
                            it.algorithms(),
                            it.jwksUrl(),
                            recorded.at(),
                            false);
            case IssuerDropped _ -> state == null ? null : state.taken();
        };
    }

    private TokenIssuer taken() {
        return new TokenIssuer(issuer, audience, algorithms, jwksUrl, setAt, true);
    }
}
