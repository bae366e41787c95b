package dev.mooring.authorizing.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** security.md 2, 8 and 9: pages that tell everything to the person and nothing to anybody else. */
class Security09PagesTest {

    private static final String EVIL = "<script>alert(1)</script>\"'&\u202E\r\nSet-Cookie: a=b";

    static Stream<Page> pages() {
        return Stream.concat(
                Stream.of(start("Acme").render(), start(EVIL).render()),
                Arrays.stream(OutcomePage.values()).map(page -> page.render(EVIL)));
    }

    @Test
    void security_2_theOnwardPageLeadsToTheServiceByItselfAndAtAClick() {
        var page = onward(EVIL).render();

        assertThat(page.html())
                .contains(
                        "<meta http-equiv=\"refresh\" content=\"0;url=https://login.acme.example/authorize?a=%27b%27&amp;state=s\">",
                        "<a href=\"https://login.acme.example/authorize?a=%27b%27&amp;state=s\" rel=\"noreferrer\">")
                .doesNotContain("<script", "<form", "\u202E");
        assertThat(page.headers())
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cache-Control", "no-store");
        assertThat(page.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none'; frame-ancestors 'none'; base-uri 'none';")
                .endsWith("form-action 'none'");
        assertThat(onward("Acme").toString()).doesNotContain("state");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void security_9_noPageLoadsRunsFramesLeaksOrStays(Page page) throws Exception {
        assertThat(page.headers())
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(page.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none'; frame-ancestors 'none'; base-uri 'none';")
                .contains("style-src 'sha256-" + sha256(styleOf(page)) + "'")
                .doesNotContain("unsafe", "script-src", "\r", "\n");
        assertThat(page.html())
                .doesNotContainPattern("(?i)<(script|img|iframe|link|object|embed|a |base)")
                .doesNotContainPattern("(?i)\\s(on[a-z]+|style|src|href)=");
    }

    @ParameterizedTest
    @EnumSource(OutcomePage.class)
    void security_8_whatTheServiceSaysIsEscapedCleanedAndShort(OutcomePage outcome) {
        assertThat(outcome.render(EVIL).html())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp; Set-Cookie: a=b")
                .doesNotContain("\u202E");
        assertThat(outcome.render("x".repeat(100_000)).html()).hasSizeLessThan(3_000);
        assertThat(outcome.render().html()).doesNotContain("blockquote>");
    }

    @ParameterizedTest
    @EnumSource(OutcomePage.class)
    void security_9_everyOutcomeHasACleanUrlAndLeadsNowhere(OutcomePage outcome) {
        assertThat(outcome.slug()).matches("[a-z-]+");
        assertThat(OutcomePage.of(outcome.slug())).contains(outcome);
        assertThat(outcome.render().headers().get("Content-Security-Policy"))
                .endsWith("form-action 'none'");
        assertThat(outcome.render().html()).doesNotContain("<form");
    }

    @Test
    void security_9_anUnknownOutcomeHasNoPage() {
        assertThat(OutcomePage.of("<script>")).isEmpty();
    }

    @Test
    void security_2_theStartPageShowsWhatWillBeConnectedForWhomAndWhere() {
        var html = start("Acme").render().html();

        assertThat(html)
                .contains("<dd>Sales</dd>", "<dd>ann</dd>", "<dd>Acme</dd>")
                .contains("<dd>login.acme.example:8443</dd>")
                .contains("<li>Read contacts (contacts.read)</li>", "<li>contacts.write</li>")
                .contains("<form method=\"post\"><button type=\"submit\">");
    }

    @Test
    void security_2_theFormMayLeadToTheDestinationsOriginAlone() {
        assertThat(start("Acme").render().headers().get("Content-Security-Policy"))
                .endsWith("; form-action 'self' https://login.acme.example:8443");
    }

    @Test
    void security_2_theStartPageEscapesEverythingItShows() {
        var page =
                new StartPage(
                                EVIL,
                                EVIL,
                                EVIL,
                                URI.create("https://login.acme.example/?a='b'"),
                                List.of(new StartPage.Scope(EVIL, EVIL)))
                        .render();

        assertThat(page.html()).doesNotContain("<script", "\u202E");
        assertThat(page.headers().get("Content-Security-Policy"))
                .endsWith("form-action 'self' https://login.acme.example");
    }

    @ParameterizedTest(name = "Sec-Fetch-Site {0}, Origin {1}: {2}")
    @CsvSource({
        "same-origin, null,                    true",
        "same-origin, ,                        true",
        "same-origin, https://mooring.example, true",
        "same-origin, https://evil.example,    false",
        "same-site,   https://mooring.example, false",
        "cross-site,  null,                    false",
        "cross-site,  https://mooring.example, false",
        "none,        ,                        false",
        ",            https://mooring.example, true",
        ",            https://Mooring.example, true",
        ",            http://mooring.example,  false",
        ",            https://mooring.example.evil.example, false",
        ",            null,                    false",
        ",            ,                        false",
    })
    void security_2_onlyAPageOfOursConsumesATicket(String site, String origin, boolean accepted) {
        assertThat(new SameOrigin("https://mooring.example").accepts(site, origin))
                .isEqualTo(accepted);
    }

    private static OnwardPage onward(String service) {
        return new OnwardPage(
                service, URI.create("https://login.acme.example/authorize?a=%27b%27&state=s"));
    }

    private static StartPage start(String service) {
        return new StartPage(
                "Sales",
                "ann",
                service,
                URI.create("https://login.acme.example:8443/authorize?tenant=1"),
                List.of(
                        new StartPage.Scope("contacts.read", "Read contacts"),
                        new StartPage.Scope("contacts.write", "")));
    }

    private static String styleOf(Page page) {
        var style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(page.html());
        assertThat(style.find()).isTrue();
        return style.group(1);
    }

    private static String sha256(String text) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
