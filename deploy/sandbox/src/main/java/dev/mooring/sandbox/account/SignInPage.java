package dev.mooring.sandbox.account;

import dev.mooring.sandbox.OnlyInSandbox;
import dev.mooring.sandbox.page.Page;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page on which a person picks an account: one button each. */
@OnlyInSandbox
@Controller
class SignInPage {

    private final Accounts accounts;

    SignInPage(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping(path = "/sign-in", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String show(
            @RequestParam(required = false) @Nullable String next,
            @AuthenticationPrincipal @Nullable Account current,
            CsrfToken csrf) {
        var buttons =
                accounts.all().stream()
                        .map(account -> button(account, account.equals(current)))
                        .collect(Collectors.joining());
        return new Page(
                        "Choose an account",
                        """
                        <p>Everyone may sign in as everyone here; there are no passwords.</p>
                        <form method="post" action="/sign-in">
                          <input type="hidden" name="%s" value="%s">
                          %s
                          <ul class="accounts">%s</ul>
                        </form>
                        """
                                .formatted(
                                        Page.escape(csrf.getParameterName()),
                                        Page.escape(csrf.getToken()),
                                        PendingRequest.handedBack(next)
                                                .map(SignInPage::hiddenField)
                                                .orElse(""),
                                        buttons))
                .html();
    }

    private static String hiddenField(PendingRequest pending) {
        return "<input type=\"hidden\" name=\"next\" value=\"%s\">"
                .formatted(Page.escape(pending.query()));
    }

    private static String button(Account account, boolean current) {
        return """
        <li><button class="account" name="account" value="%s">
          <span class="initial" aria-hidden="true">%s</span>
          <span><strong>%s</strong>%s<br><span class="quiet">%s</span></span>
        </button></li>
        """
                .formatted(
                        Page.escape(account.id()),
                        Page.escape(account.displayName().substring(0, 1)),
                        Page.escape(account.displayName()),
                        current ? " <span class=\"quiet\">signed in</span>" : "",
                        Page.escape(account.email()));
    }
}
