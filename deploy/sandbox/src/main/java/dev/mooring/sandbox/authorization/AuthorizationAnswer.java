package dev.mooring.sandbox.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.sandbox.SandboxProperties;
import dev.mooring.sandbox.page.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.UriUtils;

/**
 * Leads the person back to the client with a code or an error (RFC 6749 sections 4.1.2 and
 * 4.1.2.1), always with {@code iss} (RFC 9207): at once, or by way of a page that waits as long as
 * asked.
 */
final class AuthorizationAnswer
        implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private final SandboxProperties properties;

    AuthorizationAnswer(SandboxProperties properties) {
        this.properties = properties;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var granted = (OAuth2AuthorizationCodeRequestAuthenticationToken) authentication;
        var code = Objects.requireNonNull(granted.getAuthorizationCode());
        answer(request, response, granted, Map.of(OAuth2ParameterNames.CODE, code.getTokenValue()));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException reason)
            throws IOException {
        var error = ((OAuth2AuthenticationException) reason).getError();
        var asked =
                reason instanceof OAuth2AuthorizationCodeRequestAuthenticationException refused
                        ? refused.getAuthorizationCodeRequestAuthentication()
                        : null;
        // Only a redirect URI that is ours to send to: anything else would be an open redirector.
        if (asked == null || !LoopbackCallback.allows(asked.getRedirectUri())) {
            response.sendError(
                    HttpStatus.BAD_REQUEST.value(),
                    error.getErrorCode() + ": " + error.getDescription());
            return;
        }
        var parameters = new LinkedHashMap<String, @Nullable String>();
        parameters.put(OAuth2ParameterNames.ERROR, error.getErrorCode());
        parameters.put(OAuth2ParameterNames.ERROR_DESCRIPTION, error.getDescription());
        answer(request, response, asked, parameters);
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            Map<String, @Nullable String> result)
            throws IOException {
        var parameters = new LinkedHashMap<>(result);
        parameters.put(OAuth2ParameterNames.STATE, asked.getState());
        parameters.put("iss", properties.issuer().toString());
        var joined = new StringJoiner("&", asked.getRedirectUri() + "?", "");
        parameters.forEach((name, value) -> {
            if (value != null) {
                joined.add(name + "=" + UriUtils.encode(value, UTF_8));
            }
        });
        var target = joined.toString();
        if ("slow".equals(request.getParameter("answer"))) {
            waitFirst(response, target);
        } else {
            response.sendRedirect(target);
        }
    }

    private void waitFirst(HttpServletResponse response, String target) throws IOException {
        var seconds = properties.slowAnswer().toSeconds();
        response.setHeader("Refresh", "%d; url=%s".formatted(seconds, target));
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(UTF_8);
        response.getWriter()
                .print(
                        new Page(
                                        "Waiting %d seconds".formatted(seconds),
                                        """
                                        <p>As chosen, the answer is held back. This page goes on by
                                        itself; leave it open.</p>
                                        <p><a href="%s">Answer now</a></p>
                                        """
                                                .formatted(Page.escape(target)))
                                .html());
    }
}
