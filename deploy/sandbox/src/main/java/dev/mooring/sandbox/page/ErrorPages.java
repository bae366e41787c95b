package dev.mooring.sandbox.page;

import dev.mooring.sandbox.OnlyInSandbox;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What is answered where nothing else is: a page to whoever takes pages, else a problem (RFC 9457).
 */
@OnlyInSandbox
@Controller
class ErrorPages {

    @RequestMapping("/error")
    ResponseEntity<Object> show(HttpServletRequest request) {
        var status = status(request);
        var detail = detail(request, status);
        return acceptsPages(request)
                ? ResponseEntity.status(status)
                        .contentType(MediaType.TEXT_HTML)
                        .body(page(status, detail).html())
                : ResponseEntity.status(status)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(ProblemDetail.forStatusAndDetail(status, detail));
    }

    private static Page page(HttpStatus status, String detail) {
        return new Page(
                status.getReasonPhrase(),
                "<p>%s</p><p><a href=\"/\">About this sandbox</a></p>"
                        .formatted(Page.escape(detail)));
    }

    private static boolean acceptsPages(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "")
                .contains(MediaType.TEXT_HTML_VALUE);
    }

    private static HttpStatus status(HttpServletRequest request) {
        var status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? HttpStatus.resolve(code)
                        : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private static String detail(HttpServletRequest request, HttpStatus status) {
        return request.getAttribute(RequestDispatcher.ERROR_MESSAGE) instanceof String message
                        && !message.isBlank()
                ? message
                : "The answer is %d.".formatted(status.value());
    }
}
