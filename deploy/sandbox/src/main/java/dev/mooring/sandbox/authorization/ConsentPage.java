package dev.mooring.sandbox.authorization;

import dev.mooring.sandbox.OnlyInSandbox;
import dev.mooring.sandbox.SandboxProperties;
import dev.mooring.sandbox.account.Account;
import dev.mooring.sandbox.account.PendingRequest;
import dev.mooring.sandbox.page.Page;
import dev.mooring.sandbox.scope.Access;
import dev.mooring.sandbox.scope.Scope;
import dev.mooring.sandbox.scope.Scopes;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/**
 * The page that asks what an application may do, and what is to happen next.
 *
 * <p>Its form goes to the authorization endpoint. The one-time state in it, bound to the account,
 * takes the place of a CSRF token.
 */
@OnlyInSandbox
@Controller
class ConsentPage {

    private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

    private final Authorizations authorizations;
    private final SandboxProperties properties;

    ConsentPage(Authorizations authorizations, SandboxProperties properties) {
        this.authorizations = authorizations;
        this.properties = properties;
    }

    @GetMapping(path = "/consent", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String show(@RequestParam String state, @AuthenticationPrincipal Account account) {
        var authorization = authorizations.findByToken(state, STATE);
        if (authorization == null || !authorization.getPrincipalName().equals(account.id())) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "This request was answered already, or is another account's.");
        }
        OAuth2AuthorizationRequest request =
                Objects.requireNonNull(
                        authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()));
        return new Page(
                        "Mooring asks for access",
                        """
                        <p class="signed-in"><span>Signed in as <strong>%s</strong>
                          <span class="quiet">%s</span></span>
                          <a href="%s">Use another account</a></p>
                        <form method="post" action="%s">
                          <input type="hidden" name="client_id" value="%s">
                          <input type="hidden" name="state" value="%s">
                          %s
                          <p class="quiet">Leave out what you do not want to permit.</p>
                          %s
                          %s
                          <div class="decision">
                            <button class="primary" name="decision" value="allow">Allow</button>
                            <button name="decision" value="deny">Deny</button>
                          </div>
                          <p class="quiet">The answer goes to %s</p>
                        </form>
                        """
                                .formatted(
                                        Page.escape(account.displayName()),
                                        Page.escape(account.email()),
                                        Page.escape(anotherAccount(request)),
                                        PendingRequest.ENDPOINT,
                                        Page.escape(request.getClientId()),
                                        Page.escape(state),
                                        identity(request),
                                        permissions(request),
                                        rehearsals(),
                                        Page.escape(
                                                Objects.requireNonNull(request.getRedirectUri()))))
                .html();
    }

    private static String anotherAccount(OAuth2AuthorizationRequest request) {
        return PendingRequest.of(URI.create(request.getAuthorizationRequestUri())).signInPath();
    }

    private static String identity(OAuth2AuthorizationRequest request) {
        return request.getScopes().contains(Scopes.OPENID)
                ? "<input type=\"hidden\" name=\"scope\" value=\"%s\">".formatted(Scopes.OPENID)
                : "";
    }

    private static String permissions(OAuth2AuthorizationRequest request) {
        return Scopes.grouped(request.getScopes()).entrySet().stream()
                .map(group -> group(group.getKey(), group.getValue()))
                .collect(Collectors.joining());
    }

    private static String group(Access access, List<Scope> scopes) {
        var boxes =
                scopes.stream()
                        .map(scope ->
                                """
                                <label class="choice"><input type="checkbox" name="scope"
                                  value="%s" checked> <span>%s
                                  <code>%s</code></span></label>
                                """
                                        .formatted(
                                                Page.escape(scope.name()),
                                                Page.escape(scope.description()),
                                                Page.escape(scope.name())))
                        .collect(Collectors.joining());
        return "<fieldset><legend>%s</legend>%s</fieldset>".formatted(access.title(), boxes);
    }

    private String rehearsals() {
        return """
        <details>
          <summary>Rehearse something else</summary>
          <label class="choice"><input type="checkbox" name="answer" value="slow">
            <span>Wait %d seconds before the answer</span></label>
          <label class="choice"><input type="checkbox" name="rotate" value="on"%s>
            <span>Give a new refresh token with each refresh, and end everything when an
            old one is used</span></label>
          <label class="field">The exchange of the code
            <select name="exchange">%s</select></label>
          <label class="field">Each refresh
            <select name="refresh">%s</select></label>
        </details>
        """
                .formatted(
                        properties.slowAnswer().toSeconds(),
                        properties.rotateRefreshTokens() ? " checked" : "",
                        faults(),
                        faults());
    }

    private static String faults() {
        return Arrays.stream(Fault.values())
                .map(fault -> "<option value=\"%s\">%s</option>".formatted(fault, fault.label()))
                .collect(Collectors.joining());
    }
}
