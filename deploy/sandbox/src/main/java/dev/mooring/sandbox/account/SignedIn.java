package dev.mooring.sandbox.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Leads a person who has just signed in on to the request that waits, else to the front page. */
final class SignedIn implements AuthenticationSuccessHandler {

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        response.sendRedirect(
                PendingRequest.handedBack(request.getParameter("next"))
                        .map(PendingRequest::path)
                        .orElse("/"));
    }
}
