package dev.mooring.authorizing.starting;

import dev.mooring.api.access.PublicRoute;
import dev.mooring.authorizing.attempts.Attempt;
import dev.mooring.authorizing.attempts.AttemptClients;
import dev.mooring.authorizing.attempts.Attempts;
import dev.mooring.authorizing.attempts.Look;
import dev.mooring.authorizing.attempts.Opening;
import dev.mooring.authorizing.browser.AttemptCookies;
import dev.mooring.authorizing.browser.OnwardPage;
import dev.mooring.authorizing.browser.OutcomePage;
import dev.mooring.authorizing.browser.Page;
import dev.mooring.authorizing.browser.SameOrigin;
import dev.mooring.authorizing.browser.StartPage;
import dev.mooring.language.service.ScopeDefinition;
import dev.mooring.oauth2.AuthorizationRequests;
import dev.mooring.oauth2.OneTimeSecret;
import dev.mooring.services.Service;
import dev.mooring.workspaces.Names;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET} and {@code POST /connect/{ticket}}: what would be connected, and on to the service
 * (security.md 2). Looking consumes nothing, since link previews look too.
 */
@RestController
@Hidden
public final class ConnectEndpoint {

    private final Attempts attempts;
    private final AttemptClients clients;
    private final Names names;
    private final AttemptCookies cookies;
    private final SameOrigin sameOrigin;

    public ConnectEndpoint(
            Attempts attempts,
            AttemptClients clients,
            Names names,
            AttemptCookies cookies,
            SameOrigin sameOrigin) {
        this.attempts = attempts;
        this.clients = clients;
        this.names = names;
        this.cookies = cookies;
        this.sameOrigin = sameOrigin;
    }

    @GetMapping("/connect/{ticket}")
    @PublicRoute(page = true)
    ResponseEntity<String> look(@PathVariable String ticket) {
        return OneTimeSecret.parse(ticket)
                .map(secret -> look(attempts.look(secret, null)))
                .orElseGet(OutcomePage.LINK_UNKNOWN::render)
                .answer();
    }

    @PostMapping("/connect/{ticket}")
    @PublicRoute(page = true)
    ResponseEntity<String> open(@PathVariable String ticket, ServerHttpRequest request) {
        var headers = request.getHeaders();
        if (!sameOrigin.accepts(headers.getFirst("Sec-Fetch-Site"), headers.getOrigin())) {
            return OutcomePage.WRONG_BROWSER.render().answer();
        }
        var secret = OneTimeSecret.parse(ticket).orElse(null);
        if (secret == null) {
            return OutcomePage.LINK_UNKNOWN.render().answer();
        }
        return switch (attempts.open(secret, null)) {
            case Opening.NotOpened(var why) -> page(why).render().answer();
            case Opening.Opened opened -> onward(opened, request);
        };
    }

    private ResponseEntity<String> onward(Opening.Opened opened, ServerHttpRequest request) {
        var attempt = opened.attempt();
        var ready = clients.find(attempt).orElse(null);
        if (ready == null) {
            return OutcomePage.FAILED.render().answer();
        }
        var present = request.getCookies().values().stream().flatMap(List::stream).toList();
        var service = ready.service().definition().name();
        var to = AuthorizationRequests.uri(ready.client(), attempt.scopes(), opened.bindings());
        var page = new OnwardPage(service, to).render().answer();
        var answer = ResponseEntity.status(page.getStatusCode()).headers(page.getHeaders());
        cookies.set(opened.bindings().state(), opened.cookie(), present)
                .forEach(cookie -> answer.header(HttpHeaders.SET_COOKIE, cookie.toString()));
        return answer.body(page.getBody());
    }

    private Page look(Look look) {
        return switch (look) {
            case Look.Useless(var why) -> page(why).render();
            case Look.Valid(var attempt) -> startPage(attempt);
        };
    }

    private Page startPage(Attempt attempt) {
        return clients.find(attempt)
                .map(ready ->
                        new StartPage(
                                        names.workspace(attempt.workspace()),
                                        names.user(attempt.workspace(), attempt.user()),
                                        ready.service().definition().name(),
                                        URI.create(ready.client().service().authorizeUrl()),
                                        scopes(ready.service(), attempt))
                                .render())
                .orElseGet(OutcomePage.FAILED::render);
    }

    private static List<StartPage.Scope> scopes(Service service, Attempt attempt) {
        return service.definition().scopes().stream()
                .filter(scope -> attempt.scopes().contains(scope.name()))
                .map(ConnectEndpoint::shown)
                .toList();
    }

    private static StartPage.Scope shown(ScopeDefinition scope) {
        return new StartPage.Scope(scope.name(), scope.description());
    }

    private static OutcomePage page(Look.Uselessness why) {
        return switch (why) {
            case UNKNOWN -> OutcomePage.LINK_UNKNOWN;
            case USED -> OutcomePage.ALREADY_USED;
            case EXPIRED -> OutcomePage.LINK_EXPIRED;
            case WRONG_USER -> OutcomePage.WRONG_USER;
        };
    }
}
