package dev.mooring.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.acceptance.browser.Browser;
import dev.mooring.acceptance.browser.InChromium;
import dev.mooring.acceptance.http.ServiceStub;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * security.md 2: Chromium holds a form to its page's {@code form-action} through every redirect, so
 * a service that leads on to another origin is reached by a page that goes on by itself.
 */
@InChromium
class Security02RedirectingServiceIT {

    private static final String PERSON = "someone";

    @Test
    void security_2_aServiceThatLeadsOnToAnotherOriginIsAuthorized(Browser browser) {
        try (var stub = ServiceStub.start();
                var site = Site.start("redirecting-service")) {
            stub.gives("access", "refresh", 3600);
            Attempts.publish(site.admin(), stub.posted("leads_on", "secret"));
            var user = site.as("someone@workspace.example");
            var connection = Attempts.create(user, "leads_on", "things.read");
            var started = Attempts.start(user, connection, Map.of());

            var startPage = browser.open(PERSON, URI.create(started.text("/startUrl")));
            assertThat(startPage.text()).contains("127.0.0.1");
            var page = browser.press(PERSON, "button[type=submit]");

            assertThat(page.title()).isEqualTo("Connected");
            assertThat(page.url()).endsWith("/outcome/connected");
            assertThat(browser.troubles()).isEmpty();
            Attempts.awaitStatus(user, started, "completed");
        }
    }
}
