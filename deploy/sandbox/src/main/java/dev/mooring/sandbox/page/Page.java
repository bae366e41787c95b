package dev.mooring.sandbox.page;

import org.springframework.web.util.HtmlUtils;

/**
 * A page of the sandbox.
 *
 * @param title what the page is about, in plain text; its heading as well
 * @param body HTML in which every foreign text went through {@link #escape}
 */
public record Page(String title, String body) {

    /** Plain text as HTML, fit for an element's content and for a quoted attribute. */
    public static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    /** The whole document. */
    public String html() {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s · Sandbox</title>
        <link rel="icon" href="/sandbox.svg">
        <link rel="stylesheet" href="/sandbox.css">
        </head>
        <body>
        <header><a href="/"><img src="/sandbox.svg" alt="" width="24" height="24"> Sandbox</a>
        <span class="quiet">for development, on this computer only</span></header>
        <main>
        <h1>%s</h1>
        %s
        </main>
        </body>
        </html>
        """
                .formatted(escape(title), escape(title), body);
    }
}
