package dev.mooring.sandbox.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leads an authorization request to the sign-in page: where nobody is signed in, and where it asks
 * for it by {@code prompt=login} or {@code prompt=select_account} (OpenID Connect Core section
 * 3.1.2.1).
 */
public final class SignInBeforeAuthorizing extends OncePerRequestFilter
        implements AuthenticationEntryPoint {

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException reason)
            throws IOException {
        response.sendRedirect(PendingRequest.of(request.getParameterMap()).signInPath());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals(PendingRequest.ENDPOINT)
                || !PendingRequest.asksToSignIn(request.getParameter("prompt"));
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.sendRedirect(PendingRequest.of(request.getParameterMap()).signInPath());
    }
}
