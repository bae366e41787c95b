package dev.mooring.authorizing.browser;

import static dev.mooring.authorizing.browser.Page.escape;
import static java.util.stream.Collectors.joining;

import dev.mooring.oauth2.HostileText;
import java.net.URI;
import java.util.List;

/**
 * What stands between a start URL and the service: whoever opened a link sees what would be
 * connected, and for whom, before anything happens. The form posts to the page's own address.
 *
 * @param destination the service's authorize URL; its host is shown and its origin is the only one
 *     that the form may lead to
 * @param scopes what is asked for, in the service's words where it has some
 */
public record StartPage(
        String workspace, String user, String service, URI destination, List<Scope> scopes) {

    /** A scope's name and what it permits; the description may be empty. */
    public record Scope(String name, String description) {}

    public StartPage {
        scopes = List.copyOf(scopes);
    }

    public Page render() {
        var body =
                """
                <p>You are about to let <strong>%s</strong> use your account at <strong>%s</strong>.
                Go on only if you started this yourself.</p>
                <dl>
                <dt>Workspace</dt><dd>%s</dd>
                <dt>User</dt><dd>%s</dd>
                <dt>Service</dt><dd>%s</dd>
                <dt>You will be sent to</dt><dd>%s</dd>
                <dt>It will be asked for</dt><dd>%s</dd>
                </dl>
                <form method="post"><button type="submit">Continue to %s</button></form>
                """
                        .formatted(
                                shown(workspace),
                                shown(service),
                                shown(workspace),
                                shown(user),
                                shown(service),
                                shown(destination.getAuthority()),
                                scopeList(),
                                shown(destination.getAuthority()));
        return Page.withForm(
                200, "Connect " + HostileText.clean(service), body, "'self' " + origin());
    }

    private String scopeList() {
        if (scopes.isEmpty()) {
            return "nothing in particular";
        }
        return scopes.stream()
                .map(scope ->
                        scope.description().isBlank()
                                ? "<li>%s</li>".formatted(shown(scope.name()))
                                : "<li>%s (%s)</li>"
                                        .formatted(shown(scope.description()), shown(scope.name())))
                .collect(joining("\n", "<ul>\n", "\n</ul>"));
    }

    /** Scheme, host and port: nothing else of the URL may get into a header. */
    private String origin() {
        return destination.getScheme()
                + "://"
                + destination.getHost()
                + (destination.getPort() < 0 ? "" : ":" + destination.getPort());
    }

    private static String shown(String text) {
        return escape(HostileText.clean(text));
    }
}
