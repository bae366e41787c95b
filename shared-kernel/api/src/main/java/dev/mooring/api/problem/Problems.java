package dev.mooring.api.problem;

import dev.mooring.api.page.StaticPage;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem for whatever was thrown (RFC 9457). A fault of ours is logged once, here,
 * with the request id by which the caller can ask about it, and tells him nothing more.
 */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** A second is what a queue of blocked calls needs to clear, and short enough to be kept. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private static final List<String> OF_THE_ANSWER_NOT_GIVEN =
            List.of(
                    HttpHeaders.ETAG,
                    HttpHeaders.LOCATION,
                    HttpHeaders.SET_COOKIE,
                    "Mooring-Position");

    private final JsonMapper json;
    private final UnaryOperator<String> url;

    /**
     * Writes problems under this server's URL.
     *
     * @param url makes an absolute URL of this server from a path
     */
    public Problems(JsonMapper json, UnaryOperator<String> url) {
        this.json = json;
        this.url = url;
    }

    /**
     * Writes the problem; an answer that has already begun can only be broken off.
     *
     * @param route method and path template, for the log
     * @param page whether a person's browser waits for a page
     */
    public Mono<Void> write(
            ServerWebExchange exchange,
            Throwable thrown,
            String requestId,
            String route,
            boolean page) {
        if (DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
            return Mono.empty();
        }
        var problem = Translation.of(thrown);
        if (problem.code() == ErrorCode.INTERNAL) {
            LOG.error("{} failed, request {}", route, requestId, thrown);
        }
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(thrown);
        }
        var headers = response.getHeaders();
        OF_THE_ANSWER_NOT_GIVEN.forEach(headers::remove);
        problem.headers().forEach((name, values) -> headers.put(name, values));
        switch (problem.code().kind()) {
            case BUSY, UNAVAILABLE ->
                    headers.set(
                            HttpHeaders.RETRY_AFTER,
                            problem.extras()
                                    .getOrDefault(Refusal.RETRY_AFTER_SECONDS, RETRY_AFTER_SECONDS)
                                    .toString());
            case UNAUTHENTICATED -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            default -> {}
        }
        headers.setCacheControl("no-store");
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        byte[] body;
        if (page) {
            var html = ProblemPages.ofRefusal(problem, requestId);
            headers.setContentType(StaticPage.HTML);
            headers.set(StaticPage.POLICY_HEADER, html.policy());
            body = html.html().getBytes(StandardCharsets.UTF_8);
        } else {
            headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            body = json.writeValueAsBytes(document(problem, requestId));
        }
        headers.setContentLength(body.length);
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private Map<String, Object> document(Problem problem, String requestId) {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", url.apply("/problems/" + problem.code().code()));
        document.put("title", problem.code().title());
        document.put("status", problem.status());
        document.put("code", problem.code().code());
        document.put("detail", problem.detail());
        if (!problem.errors().isEmpty()) {
            document.put("errors", problem.errors());
        }
        document.put("requestId", requestId);
        problem.extras().forEach(document::putIfAbsent);
        return document;
    }
}
