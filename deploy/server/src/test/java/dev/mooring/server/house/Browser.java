package dev.mooring.server.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * As much of a browser as an attempt needs: cookies, a form's post, and no redirect followed, so
 * that a test can look at each. Not thread-safe: it is one person's.
 */
public final class Browser {

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager())
                    .build();

    /** Opens an address. */
    public HttpResponse<String> open(URI url) {
        return send("GET", url, "cross-site");
    }

    /** Presses the one button of a page whose form posts to the page's own address. */
    public HttpResponse<String> press(URI page) {
        return send("POST", page, "same-origin");
    }

    /** Opens a start URL and goes on; returns the authorization request, not yet sent. */
    public URI goOn(URI startUrl) {
        return location(press(startUrl));
    }

    /** Opens an address and follows where it leads. */
    public HttpResponse<String> arrive(URI url) {
        var page = open(url);
        while (page.statusCode() / 100 == 3) {
            page = open(location(page));
        }
        return page;
    }

    /** Sends any method, as a page of this or another site would. */
    public HttpResponse<String> send(String method, URI url, String site) {
        try {
            return http.send(
                    HttpRequest.newBuilder(url)
                            .header("Accept", "text/html")
                            .header("Sec-Fetch-Site", site)
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in front of the browser", e);
        }
    }

    /** Where an answer leads. */
    public static URI location(HttpResponse<String> response) {
        return response.uri()
                .resolve(
                        response.headers()
                                .firstValue("Location")
                                .orElseThrow(() ->
                                        new AssertionError(
                                                response.statusCode()
                                                        + " and no redirect: "
                                                        + response.body())));
    }

    /** The decoded parameters of an address. */
    public static Map<String, String> parameters(URI url) {
        return Arrays.stream(url.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> URLDecoder.decode(pair[0], UTF_8),
                                pair -> URLDecoder.decode(pair[1], UTF_8)));
    }
}
