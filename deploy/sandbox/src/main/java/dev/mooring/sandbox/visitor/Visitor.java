package dev.mooring.sandbox.visitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * Someone with a browser of their own who signs in at the sandbox and answers what it asks. Not
 * thread-safe: it is one person.
 */
public final class Visitor {

    private static final Pattern ANOTHER_ACCOUNT =
            Pattern.compile("<a href=\"([^\"]+)\">Use another account");

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private String account;

    /**
     * @param account the id of the account to use, such as {@code ada} or {@code grace}
     */
    public Visitor(String account) {
        this.account = account;
    }

    /** Uses another account from now on, in the same browser. */
    public void switchTo(String other) {
        account = other;
    }

    /**
     * Permits all that is asked for.
     *
     * @param request the authorization request (RFC 6749 section 4.1.1)
     * @return where the answer leads: the client's redirect URI with its parameters, not yet called
     * @throws IllegalStateException if the sandbox shows an error instead
     */
    public URI allow(URI request) {
        return answer(request, Answer.allow());
    }

    /** Permits nothing; else as {@link #allow}. */
    public URI deny(URI request) {
        return answer(request, Answer.deny());
    }

    /** Answers as given; else as {@link #allow}. A slow answer is not waited for. */
    public URI answer(URI request, Answer answer) {
        var page = consent(request);
        if (isElsewhere(request, page)) {
            return location(page);
        }
        var form = Form.of(page.body()).set("decision", answer.allows() ? "allow" : "deny");
        if (answer.scopes() != null) {
            form.uncheckAllBut("scope", answer.scopes());
        }
        answer.choices().forEach(form::set);
        var answered = post(page.uri().resolve("/oauth2/authorize"), form);
        return isRedirect(answered) ? location(answered) : refresh(answered);
    }

    /**
     * Looks at the consent page without answering.
     *
     * @return its HTML
     * @throws IllegalStateException if the sandbox shows an error instead
     */
    public String look(URI request) {
        return consent(request).body();
    }

    private HttpResponse<String> consent(URI request) {
        var page = get(request);
        if (isSignIn(page)) {
            page = signIn(page);
        }
        return isElsewhere(request, page) || page.body().contains(account + "@sandbox.example")
                ? page
                : signIn(get(page.uri().resolve(link(page, ANOTHER_ACCOUNT))));
    }

    private HttpResponse<String> signIn(HttpResponse<String> page) {
        var form = Form.of(page.body()).set("account", account);
        return get(location(post(page.uri().resolve("/sign-in"), form)));
    }

    /** Follows redirects as long as they stay at the sandbox. */
    private HttpResponse<String> get(URI uri) {
        var response = send(HttpRequest.newBuilder(uri));
        while (isRedirect(response) && !isElsewhere(uri, response)) {
            response = send(HttpRequest.newBuilder(location(response)));
        }
        return response;
    }

    private HttpResponse<String> post(URI uri, Form form) {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form.encoded())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        HttpResponse<String> response;
        try {
            response =
                    browser.send(
                            request.header("Accept", "text/html").build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while visiting the sandbox", e);
        }
        if (response.statusCode() >= 400) {
            throw new IllegalStateException(
                    "%d at %s: %s"
                            .formatted(
                                    response.statusCode(),
                                    response.uri().getPath(),
                                    response.body()));
        }
        return response;
    }

    private static boolean isSignIn(HttpResponse<String> page) {
        return page.uri().getPath().equals("/sign-in");
    }

    private static boolean isRedirect(HttpResponse<String> response) {
        return response.statusCode() / 100 == 3;
    }

    private static boolean isElsewhere(URI sandbox, HttpResponse<String> response) {
        return isRedirect(response)
                && !location(response).getAuthority().equals(sandbox.getAuthority());
    }

    private static URI location(HttpResponse<String> response) {
        return response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
    }

    /** Where a page that waits goes on to by itself. */
    private static URI refresh(HttpResponse<String> page) {
        var header = page.headers().firstValue("Refresh").orElseThrow();
        return URI.create(header.substring(header.indexOf("url=") + "url=".length()));
    }

    private static String link(HttpResponse<String> page, Pattern pattern) {
        var link = pattern.matcher(page.body());
        if (!link.find()) {
            throw new IllegalStateException("no such link at " + page.uri().getPath());
        }
        return HtmlUtils.htmlUnescape(link.group(1));
    }
}
