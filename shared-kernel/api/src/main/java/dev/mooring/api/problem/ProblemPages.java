package dev.mooring.api.problem;

import static dev.mooring.api.page.StaticPage.escape;

import dev.mooring.api.access.PublicRoute;
import dev.mooring.api.page.StaticPage;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A page for each stable code: what it means and what to do. */
@Hidden
@RestController
public final class ProblemPages {

    private static final StaticPage INDEX =
            StaticPage.of(
                    "Problems",
                    """
                    <p>Every refusal carries a stable <code>code</code>. Each has a page here.</p>
                    <div class="scroll"><table><thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead><tbody>
                    %s
                    </tbody></table></div>
                    """
                            .formatted(
                                    Arrays.stream(ErrorCode.values())
                                            .sorted(Comparator.comparing(ErrorCode::code))
                                            .map(ProblemPages::row)
                                            .collect(Collectors.joining("\n"))));

    @PublicRoute(page = true)
    @GetMapping({"/problems", "/problems/"})
    ResponseEntity<String> index() {
        return answer(INDEX);
    }

    @PublicRoute(page = true)
    @GetMapping("/problems/{code}")
    ResponseEntity<String> one(@PathVariable String code) {
        return answer(
                ErrorCode.of(code)
                        .map(ProblemPages::explanation)
                        .orElseThrow(() -> Refusal.of(ErrorCode.ROUTE_UNKNOWN)));
    }

    /** The page that a browser gets instead of a problem document. */
    static StaticPage ofRefusal(Problem problem, String requestId) {
        var code = problem.code();
        var detail = problem.detail().equals(code.title()) ? "" : problem.detail();
        return StaticPage.of(
                code.title(),
                """
                <p>%s</p>
                <p>%s</p>
                <p class="soft">Code <code>%s</code>, request <code>%s</code></p>
                """
                        .formatted(
                                escape(detail),
                                escape(code.remedy()),
                                escape(code.code()),
                                escape(requestId)));
    }

    private static StaticPage explanation(ErrorCode code) {
        return StaticPage.of(
                code.title(),
                """
                <p>Code <code>%s</code>, status %d</p>
                <h2>What to do</h2>
                <p>%s</p>
                <p><a href="/problems/">All problems</a></p>
                """
                        .formatted(
                                escape(code.code()),
                                Statuses.of(code.kind()),
                                escape(code.remedy())));
    }

    private static String row(ErrorCode code) {
        return "<tr><td>%d</td><td><a href=\"/problems/%s\"><code>%s</code></a></td><td>%s</td></tr>"
                .formatted(
                        Statuses.of(code.kind()),
                        escape(code.code()),
                        escape(code.code()),
                        escape(code.title()));
    }

    private static ResponseEntity<String> answer(StaticPage page) {
        return page.answer(
                ResponseEntity.ok()
                        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic()));
    }
}
