package dev.mooring.sandbox.authorization;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/**
 * The redirect URIs that the sandbox sends people to: {@code http}, on {@code 127.0.0.1} or {@code
 * localhost}, any port (RFC 8252 section 7.3), the path {@code /callback/} and one more segment.
 *
 * <p>A real service compares the whole URI with registered ones (RFC 9700 section 4.1.3). Here the
 * last segment is made by Mooring when a workspace registers the service, so it cannot be known
 * beforehand; what remains open is loopback only.
 */
final class LoopbackCallback
        implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    /** One spelling for each URI, so that no two parsers can read it differently. */
    private static final Pattern ALLOWED =
            Pattern.compile(
                    "http://(127\\.0\\.0\\.1|localhost)(:[1-9][0-9]{0,4})?"
                            + "/callback/[A-Za-z0-9_-][A-Za-z0-9._~-]{0,127}");

    static boolean allows(@Nullable String redirectUri) {
        return redirectUri != null && ALLOWED.matcher(redirectUri).matches();
    }

    /**
     * @throws OAuth2AuthorizationCodeRequestAuthenticationException without a request inside, so
     *     that the person stays here and is not sent to the refused URI (RFC 6749 section 4.1.2.1)
     */
    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        if (!allows(request.getRedirectUri())) {
            var error =
                    new OAuth2Error(
                            OAuth2ErrorCodes.INVALID_REQUEST,
                            "redirect_uri has to be http://127.0.0.1:<port>/callback/<registration>"
                                    + " or the same on localhost",
                            null);
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(error, null);
        }
    }
}
