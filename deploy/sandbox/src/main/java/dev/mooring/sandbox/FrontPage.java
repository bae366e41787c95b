package dev.mooring.sandbox;

import dev.mooring.sandbox.page.Page;
import dev.mooring.sandbox.scope.Scopes;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** What this is and how to register it as a service: as a page, and as the document to post. */
@OnlyInSandbox
@Controller
class FrontPage {

    private final SandboxProperties properties;

    FrontPage(SandboxProperties properties) {
        this.properties = properties;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String show() {
        var scopes =
                Scopes.all().stream()
                        .map(scope ->
                                "<dt><code>%s</code></dt><dd>%s</dd>"
                                        .formatted(
                                                Page.escape(scope.name()),
                                                Page.escape(scope.description())))
                        .collect(Collectors.joining());
        return new Page(
                        "An OAuth2 service to try things with",
                        """
                        <p>It signs anyone in as anyone, asks for consent, issues tokens, and lets you
                        choose what goes wrong. It keeps everything in memory and answers on this
                        computer only.</p>
                        <h2>Client</h2>
                        <dl>
                          <dt>Client id</dt><dd><code>%s</code></dd>
                          <dt>Client secret</dt><dd><code>%s</code></dd>
                          <dt>Redirect URI</dt><dd><code>http://127.0.0.1:…/callback/…</code> or the
                            same on <code>localhost</code></dd>
                        </dl>
                        <h2>Addresses</h2>
                        <dl>
                          <dt>Issuer</dt><dd><code>%s</code></dd>
                          <dt>Metadata</dt><dd><a href="/.well-known/openid-configuration">OpenID
                            Connect</a>, <a href="/.well-known/oauth-authorization-server">OAuth2</a></dd>
                          <dt>For Mooring</dt><dd><a href="/service.json">the service as it is
                            posted</a></dd>
                          <dt>API</dt><dd><code>%s</code></dd>
                        </dl>
                        <h2>Scopes</h2>
                        <dl>%s</dl>
                        """
                                .formatted(
                                        Page.escape(properties.clientId()),
                                        Page.escape(properties.clientSecret()),
                                        Page.escape(properties.issuer().toString()),
                                        Page.escape(properties.url("/api")),
                                        scopes))
                .html();
    }

    /** The body for {@code POST /v1/services}. */
    @GetMapping(path = "/service.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ServiceDescription describe() {
        return ServiceDescription.of(properties);
    }
}
