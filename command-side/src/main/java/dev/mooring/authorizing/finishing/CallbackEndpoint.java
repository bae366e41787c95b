package dev.mooring.authorizing.finishing;

import dev.mooring.api.access.PublicRoute;
import dev.mooring.api.request.RequestContext;
import dev.mooring.authorizing.attempts.Attempt;
import dev.mooring.authorizing.attempts.Attempts;
import dev.mooring.authorizing.attempts.Reception;
import dev.mooring.authorizing.browser.AttemptCookies;
import dev.mooring.authorizing.browser.OutcomePage;
import dev.mooring.authorizing.browser.SaidCookie;
import dev.mooring.authorizing.finishing.AttemptOutcomes.BrowserRequest;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.connection.FailureReason;
import dev.mooring.oauth2.Callback;
import dev.mooring.oauth2.HostileText;
import dev.mooring.oauth2.OneTimeSecret;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * {@code GET /callback/{registration}}: the redirect URI of a workspace's client (RFC 6749 §3.1.2),
 * and the clean URLs that it sends browsers on to.
 */
@RestController
@Hidden
public final class CallbackEndpoint {

    private static final Optional<String> NOTHING = Optional.empty();

    private final Attempts attempts;
    private final AttemptOutcomes outcomes;
    private final Exchange exchange;
    private final AttemptCookies cookies;
    private final SaidCookie said;

    public CallbackEndpoint(
            Attempts attempts,
            AttemptOutcomes outcomes,
            Exchange exchange,
            AttemptCookies cookies,
            SaidCookie said) {
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.exchange = exchange;
        this.cookies = cookies;
        this.said = said;
    }

    @GetMapping("/callback/{registration}")
    @PublicRoute(page = true)
    ResponseEntity<String> callback(
            RequestContext context, @PathVariable String registration, ServerHttpRequest request) {
        if (!RegistrationId.isValid(registration)) {
            return OutcomePage.UNREADABLE.render().answer();
        }
        return switch (Callback.parse(request.getURI().getRawQuery())) {
            case Callback.Unreadable _ -> OutcomePage.UNREADABLE.render().answer();
            case Callback.Answer answer ->
                    answered(context, new RegistrationId(registration), answer, request);
        };
    }

    /** What a browser sees last; the address holds nothing of the attempt. */
    @GetMapping("/outcome/{outcome}")
    @PublicRoute(page = true)
    ResponseEntity<String> outcome(@PathVariable String outcome, ServerHttpRequest request) {
        var page = OutcomePage.of(outcome).orElse(OutcomePage.LINK_UNKNOWN);
        var words = page.speaksForTheService() ? said.read(cookiesOf(request)) : NOTHING;
        var answer = page.render(words.orElse(null)).answer();
        return words.isEmpty()
                ? answer
                : ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .header(HttpHeaders.SET_COOKIE, said.clear().toString())
                        .body(answer.getBody());
    }

    private ResponseEntity<String> answered(
            RequestContext context,
            RegistrationId registration,
            Callback.Answer answer,
            ServerHttpRequest request) {
        var cookie = cookies.read(answer.state(), cookiesOf(request)).orElse(null);
        var browser = new BrowserRequest(context.requestId(), context.network());
        return switch (attempts.receive(answer, registration, cookie, null)) {
            case Reception.NotReceived(var mismatch) -> page(mismatch).render().answer();
            case Reception.Late(var attempt, var first) -> {
                if (first) {
                    outcomes.receive(attempt, null, browser);
                }
                yield seeOther(answer.state(), OutcomePage.LATE);
            }
            case Reception.AwaitsConfirmation(
                            var attempt,
                            var returnUrl,
                            var confirmation,
                            var confirmBy) -> {
                if (!outcomes.receive(attempt, confirmBy, browser)) {
                    attempts.abandon(attempt.workspace(), attempt.attempt());
                    yield seeOther(answer.state(), OutcomePage.LATE);
                }
                yield seeOther(answer.state(), returning(returnUrl, attempt, confirmation));
            }
            case Reception.Received(var attempt) -> received(attempt, answer, browser);
        };
    }

    private ResponseEntity<String> received(
            Attempt attempt, Callback.Answer answer, BrowserRequest browser) {
        if (!outcomes.receive(attempt, null, browser)) {
            attempts.abandon(attempt.workspace(), attempt.attempt());
            return seeOther(answer.state(), OutcomePage.LATE);
        }
        return switch (answer) {
            case Callback.Refused refused -> refused(attempt, refused, browser);
            case Callback.Consented consented ->
                    seeOther(
                            answer.state(),
                            exchange.run(attempt, consented.code(), browser).completed()
                                    ? OutcomePage.CONNECTED
                                    : OutcomePage.FAILED);
        };
    }

    private ResponseEntity<String> refused(
            Attempt attempt, Callback.Refused refused, BrowserRequest browser) {
        var reason = refused.denied() ? FailureReason.ACCESS_DENIED : FailureReason.SERVICE_REFUSED;
        outcomes.fail(attempt, reason, HostileText.clean(refused.error()), browser);
        var outcome = refused.denied() ? OutcomePage.DENIED : OutcomePage.FAILED;
        var description = refused.description();
        var words = description == null ? said.clear() : said.set(description);
        return redirect(refused.state(), address(outcome))
                .header(HttpHeaders.SET_COOKIE, words.toString())
                .build();
    }

    private ResponseEntity<String> seeOther(OneTimeSecret state, OutcomePage outcome) {
        return seeOther(state, address(outcome));
    }

    private ResponseEntity<String> seeOther(OneTimeSecret state, URI to) {
        return redirect(state, to).build();
    }

    private ResponseEntity.BodyBuilder redirect(OneTimeSecret state, URI to) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(to)
                .header(HttpHeaders.SET_COOKIE, cookies.clear(state).toString())
                .header("Referrer-Policy", "no-referrer")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static URI address(OutcomePage outcome) {
        return URI.create("/outcome/" + outcome.slug());
    }

    private static List<HttpCookie> cookiesOf(ServerHttpRequest request) {
        return request.getCookies().values().stream().flatMap(List::stream).toList();
    }

    private static URI returning(URI returnUrl, Attempt attempt, OneTimeSecret confirmation) {
        return UriComponentsBuilder.fromUri(returnUrl)
                .queryParam("attempt", attempt.attempt().value())
                .queryParam("confirmation", confirmation.value())
                .build()
                .toUri();
    }

    private static OutcomePage page(Reception.Mismatch mismatch) {
        return switch (mismatch) {
            case UNKNOWN_STATE, REGISTRATION, ISSUER -> OutcomePage.UNREADABLE;
            case BROWSER -> OutcomePage.WRONG_BROWSER;
            case USER -> OutcomePage.WRONG_USER;
            case ALREADY_ANSWERED -> OutcomePage.ALREADY_USED;
        };
    }
}
