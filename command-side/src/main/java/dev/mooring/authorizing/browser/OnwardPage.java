package dev.mooring.authorizing.browser;

import static dev.mooring.authorizing.browser.Page.escape;

import dev.mooring.oauth2.HostileText;
import java.net.URI;

/**
 * Leads on to the service by itself, once a ticket was consumed. It is a page and not a redirect
 * since Chromium holds a form to its page's {@code form-action} through every redirect that
 * follows, beyond the service's own origin and back to wherever the workspace wants its user; with
 * a page in between the form has ended. The link is for browsers that do not go on by themselves.
 *
 * @param service its name, in the administrator's words
 * @param request the authorization request (RFC 6749 §4.1.1)
 */
public record OnwardPage(String service, URI request) {

    public Page render() {
        var to = escape(request.toASCIIString());
        return Page.onward(
                "On to " + HostileText.clean(service),
                to,
                "<p><a href=\"%s\" rel=\"noreferrer\">Continue to %s</a></p>"
                        .formatted(to, escape(HostileText.clean(request.getAuthority()))));
    }

    /** Without the request, whose state is secret. */
    @Override
    public String toString() {
        return "OnwardPage[" + service + "]";
    }
}
