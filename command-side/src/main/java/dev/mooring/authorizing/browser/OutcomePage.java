package dev.mooring.authorizing.browser;

import static dev.mooring.authorizing.browser.Page.escape;

import dev.mooring.oauth2.HostileText;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an attempt ended, as the person in front of the browser reads it. */
public enum OutcomePage {
    CONNECTED(
            "connected",
            200,
            "Connected",
            "The connection is ready to use. You can close this window."),
    DENIED(
            "denied",
            200,
            "Not connected",
            "Access was declined at the service, so nothing was connected. If that was a mistake,"
                    + " start again from where you came."),
    FAILED(
            "failed",
            200,
            "Not connected",
            "The service did not grant access. Nothing was changed; start again from where you"
                    + " came, and tell your administrator if it happens again."),
    LATE(
            "late",
            410,
            "The window has closed",
            "The answer came after the time for it was over, so nothing was changed. Start again"
                    + " from where you came and finish within the time shown."),
    ALREADY_USED(
            "already-used",
            410,
            "This link was used before",
            "It works once. If you did not finish, start again from where you came."),
    LINK_EXPIRED(
            "link-expired",
            410,
            "This link has expired",
            "The time to use it is over. Start again from where you came."),
    LINK_UNKNOWN(
            "link-unknown",
            404,
            "This link leads nowhere",
            "It may have been replaced by a newer one. Start again from where you came."),
    WRONG_BROWSER(
            "wrong-browser",
            403,
            "This is not the browser that started",
            "For your safety the same browser has to start and finish. Nothing was changed; start"
                    + " again in the browser that you want to use, with cookies allowed."),
    WRONG_USER(
            "wrong-user",
            403,
            "Somebody else started this",
            "You are not signed in as the user who started it. Nothing was changed."),
    UNREADABLE(
            "unreadable",
            400,
            "This answer cannot be read",
            "What came back from the service is not what was expected, so nothing was changed."
                    + " Start again from where you came.");

    private final String slug;
    private final int status;
    private final String title;
    private final String text;

    OutcomePage(String slug, int status, String title, String text) {
        this.slug = slug;
        this.status = status;
        this.title = title;
        this.text = text;
    }

    /** The outcome of a clean URL's last segment. */
    public static Optional<OutcomePage> of(String slug) {
        return Arrays.stream(values()).filter(page -> page.slug.equals(slug)).findFirst();
    }

    /** Names the outcome in a clean URL. */
    public String slug() {
        return slug;
    }

    /**
     * Whether it tells of what the service decided, so that the service's own words belong on it.
     */
    public boolean speaksForTheService() {
        return this == DENIED || this == FAILED;
    }

    public Page render() {
        return render(null);
    }

    /**
     * The page with what the service had to say for itself.
     *
     * @param said hostile text, cleaned and escaped here
     */
    public Page render(@Nullable String said) {
        var quoted =
                said == null || said.isBlank()
                        ? ""
                        : "<p>The service says:</p>\n<blockquote>%s</blockquote>"
                                .formatted(escape(HostileText.clean(said)));
        return Page.plain(status, title, "<p>%s</p>\n%s".formatted(escape(text), quoted));
    }
}
