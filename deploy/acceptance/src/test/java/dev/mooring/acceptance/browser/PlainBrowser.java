package dev.mooring.acceptance.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/**
 * As much of a browser as an attempt needs: cookies, a form's post, and no redirect followed, so
 * that a test can look at each and lead it elsewhere. Not thread-safe: it is one person's.
 */
public final class PlainBrowser {

    private static final Pattern REFRESH =
            Pattern.compile("<meta http-equiv=\"refresh\" content=\"0;url=([^\"]+)\">");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager())
                    .build();

    /** Opens an address. */
    public HttpResponse<String> open(URI url) {
        return send(HttpRequest.newBuilder(url).header("Sec-Fetch-Site", "cross-site"));
    }

    /** Presses the one button of a page whose form posts to the page's own address. */
    public HttpResponse<String> press(URI page) {
        return send(
                HttpRequest.newBuilder(page)
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Origin", "null") // as browsers do under no-referrer
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.noBody()));
    }

    /**
     * Opens a start URL and goes on to the service.
     *
     * @return the authorization request (RFC 6749 section 4.1.1), not yet sent
     */
    public URI goOn(URI startUrl) {
        var page = open(startUrl);
        if (page.statusCode() != 200) {
            throw new IllegalStateException(page.statusCode() + " for a start page");
        }
        return onward(press(startUrl));
    }

    /** Where a page goes on to by itself. */
    public static URI onward(HttpResponse<String> page) {
        var refresh = REFRESH.matcher(page.body());
        if (!refresh.find()) {
            throw new IllegalStateException(
                    page.statusCode() + " and leads nowhere: " + page.body());
        }
        return URI.create(refresh.group(1).replace("&amp;", "&").replace("&#39;", "'"));
    }

    /** Follows redirects until there are no more, and returns the page they end at. */
    public HttpResponse<String> follow(HttpResponse<String> response) {
        var page = response;
        while (isRedirect(page)) {
            page = open(location(page));
        }
        return page;
    }

    /** Opens an address and follows where it leads. */
    public HttpResponse<String> arrive(URI url) {
        return follow(open(url));
    }

    /** Where an answer leads. */
    public static URI location(HttpResponse<String> response) {
        var location =
                response.headers()
                        .firstValue("Location")
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        response.statusCode()
                                                + " and no redirect: "
                                                + response.body()));
        return response.uri().resolve(location);
    }

    private static boolean isRedirect(HttpResponse<String> response) {
        return response.statusCode() / 100 == 3;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.header("Accept", "text/html").build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in front of the browser", e);
        }
    }
}
