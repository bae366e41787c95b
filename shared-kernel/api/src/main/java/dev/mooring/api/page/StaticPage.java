package dev.mooring.api.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A page that needs nothing but itself. Its policy lets nothing load or run but the one style sheet
 * within, by its hash; no form may be sent unless the page says where to.
 *
 * @param html the whole document
 * @param formAction what the policy's form-action allows: {@code 'none'}, or sources
 */
public record StaticPage(String html, String formAction) {

    public static final String POLICY_HEADER = "Content-Security-Policy";
    public static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final String NONE = "'none'";

    private static final String STYLE =
            """
            :root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--soft:#5b6675;--line:#dfe4ea;--mark:#0b5cb8;--on:#fff}
            @media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--paper:#12161c;--soft:#9aa6b5;--line:#2b333d;--mark:#78b4ff;--on:#12161c}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
            h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2.5rem}h3{font-size:1.05rem;margin:2rem 0 .5rem}h4{font-size:1rem;margin:1rem 0 .25rem}
            a{color:var(--mark)}code,pre{font:.9em/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
            pre{overflow-x:auto;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.4rem}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid var(--line)}
            dt{font-weight:600}dd{margin:0 0 .75rem}
            button{padding:.6rem 1.2rem;border:0;border-radius:.4rem;background:var(--mark);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
            :focus-visible{outline:3px solid var(--mark);outline-offset:2px}
            .soft{color:var(--soft)}.scroll{overflow-x:auto}
            """;

    private static final String STYLE_HASH = sha256(STYLE);

    /**
     * A page under a title.
     *
     * @param title plain text
     * @param body HTML in which every text has gone through {@link #escape}
     */
    public static StaticPage of(String title, String body) {
        return new StaticPage(
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
                <title>%s</title><style>%s</style></head><body><main>
                <h1>%s</h1>
                %s</main></body></html>
                """
                        .formatted(escape(title), STYLE, escape(title), body),
                NONE);
    }

    /** Text made safe to stand in HTML, in an attribute's quotes too. */
    public static String escape(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> safe.append("&amp;");
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '"' -> safe.append("&quot;");
                        case '\'' -> safe.append("&#39;");
                        default -> safe.appendCodePoint(c);
                    }
                });
        return safe.toString();
    }

    /**
     * The same page, from which forms may go where the sources say.
     *
     * @param sources CSP sources, such as {@code 'self' https://accounts.example}: browsers apply
     *     them to the redirect that answers the form as well
     */
    public StaticPage withForms(String sources) {
        return new StaticPage(html, sources);
    }

    /** The Content-Security-Policy that belongs to the page. */
    public String policy() {
        return "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action %s; frame-ancestors 'none'"
                .formatted(STYLE_HASH, formAction);
    }

    /** The page as an answer, not to be stored unless the caller says otherwise. */
    public ResponseEntity<String> answer(ResponseEntity.BodyBuilder answer) {
        return answer.contentType(HTML).header(POLICY_HEADER, policy()).body(html);
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
