package dev.mooring.server.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of a browser as an attempt needs: cookies, a form's post, and no redirect followed, so
 * that a test can look at each. Not thread-safe: it is one person's.
 */
public final class Browser {

    private static final Pattern REFRESH =
            Pattern.compile("<meta http-equiv=\"refresh\" content=\"0;url=([^\"]+)\">");

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
        return press(page, Map.of());
    }

    /** The same with more headers than a browser sends. */
    public HttpResponse<String> press(URI page, Map<String, String> headers) {
        return send("POST", page, "same-origin", headers);
    }

    /** Opens a start URL and goes on; returns the authorization request, not yet sent. */
    public URI goOn(URI startUrl) {
        return onward(press(startUrl));
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
        return send(method, url, site, Map.of());
    }

    private HttpResponse<String> send(
            String method, URI url, String site, Map<String, String> headers) {
        try {
            var request =
                    HttpRequest.newBuilder(url)
                            .header("Accept", "text/html")
                            .header("Sec-Fetch-Site", site)
                            .method(method, BodyPublishers.noBody());
            headers.forEach(request::header);
            return http.send(request.build(), BodyHandlers.ofString());
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

    /** Where a page goes on to by itself. */
    public static URI onward(HttpResponse<String> page) {
        var refresh = REFRESH.matcher(page.body());
        assertThat(refresh.find()).as("%s: %s", page.statusCode(), page.body()).isTrue();
        return URI.create(refresh.group(1).replace("&amp;", "&").replace("&#39;", "'"));
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
