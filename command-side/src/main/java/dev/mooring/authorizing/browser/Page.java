package dev.mooring.authorizing.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;

/**
 * A page without script, image or any other load, which tells nobody where the browser was, is kept
 * nowhere, and stands in no frame. Immutable.
 *
 * @param headers all that it needs, its security policy included
 */
public record Page(int status, Map<String, String> headers, String html) {

    private static final String STYLE =
            """
            :root{color-scheme:light dark}
            body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem}
            h1{font-size:1.4rem;line-height:1.25}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1.2rem;margin:1.5rem 0}
            dt{opacity:.7}dd{margin:0;overflow-wrap:anywhere}ul{margin:0;padding-left:1.2rem}
            blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid;overflow-wrap:anywhere}
            button{font:inherit;padding:.6rem 1.4rem;cursor:pointer}
            """;

    private static final String POLICY =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; style-src 'sha256-%s'; form-action %s"
                    .formatted(sha256(STYLE), "%s");

    public Page {
        headers = Map.copyOf(headers);
    }

    /** The page as a handler method answers it. */
    public ResponseEntity<String> answer() {
        return ResponseEntity.status(status).headers(all -> headers.forEach(all::set)).body(html);
    }

    /**
     * A page that leads nowhere.
     *
     * @param body markup whose every variable part went through {@link #escape}
     */
    static Page plain(int status, String title, String body) {
        return withForm(status, title, body, "'none'");
    }

    /**
     * A page that leads on by itself, at once.
     *
     * @param to where to; went through {@link #escape}
     * @param body as for {@link #plain}
     */
    static Page onward(String title, String to, String body) {
        return page(
                200,
                title,
                "<meta http-equiv=\"refresh\" content=\"0;url=%s\">\n".formatted(to),
                body,
                "'none'");
    }

    /**
     * A page with a form.
     *
     * @param formAction where it may lead, as policy sources; Chromium counts every redirect after
     *     it, too
     */
    static Page withForm(int status, String title, String body, String formAction) {
        return page(status, title, "", body, formAction);
    }

    private static Page page(
            int status, String title, String head, String body, String formAction) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "text/html; charset=utf-8");
        headers.put("Content-Security-Policy", POLICY.formatted(formAction));
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        var html =
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                %s<title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s
                </main>
                </body>
                </html>
                """
                        .formatted(head, escape(title), STYLE, escape(title), body.strip());
        return new Page(status, headers, html);
    }

    /** Text as it may stand between tags and in quoted attributes. */
    static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
