package dev.mooring.sandbox.authorization;

import dev.mooring.sandbox.page.Page;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ErrorAuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** The token endpoint's error answers (RFC 6749 section 5.2), and those that follow no standard. */
final class TokenErrors implements AuthenticationFailureHandler {

    private final AuthenticationFailureHandler standard =
            new OAuth2ErrorAuthenticationFailureHandler();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException reason)
            throws IOException, ServletException {
        switch (reason instanceof RehearsedFault rehearsed ? rehearsed.fault() : Fault.NONE) {
            case NONE, INVALID_GRANT -> standard.onAuthenticationFailure(request, response, reason);
            case UNAVAILABLE -> {
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
                response.setContentType(MediaType.TEXT_PLAIN_VALUE);
                response.getWriter().println("Service Unavailable");
            }
            // With 200, as a captive portal or a login wall in front of a service would have it.
            case HTML -> {
                response.setContentType(MediaType.TEXT_HTML_VALUE);
                response.getWriter()
                        .println(
                                new Page("Not what you asked for", "<p>This is no token.</p>")
                                        .html());
            }
        }
    }
}
