package dev.mooring.api.problem;

import static java.util.stream.Collectors.joining;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Says what an exception means to the caller. Texts of exceptions that are not ours never reach
 * him: they quote values, and a value may be a secret.
 */
final class Translation {

    private static final int DEEPEST = 12;

    /** MongoDB's code; the embedded database has it too. */
    private static final int OUT_OF_DISK_SPACE = 14031;

    private Translation() {}

    static Problem of(Throwable thrown) {
        var refusal = cause(thrown, Refusal.class);
        if (refusal != null) {
            return Problem.of(refusal);
        }
        if (cause(thrown, DataBufferLimitException.class) != null) {
            return Problem.of(ErrorCode.REQUEST_TOO_LARGE, "The body is larger than is taken");
        }
        if (thrown instanceof ResponseStatusException spring) {
            return ofSpring(spring);
        }
        // The log lives in the same database: what cannot be read cannot be written either.
        if (cause(thrown, MongoTimeoutException.class) != null
                || cause(thrown, MongoSocketException.class) != null) {
            return new Problem(
                    ErrorCode.LOG_UNAVAILABLE,
                    "The database does not answer at the moment",
                    List.of(),
                    Map.of(),
                    new HttpHeaders());
        }
        var database = cause(thrown, MongoException.class);
        if (database != null && database.getCode() == OUT_OF_DISK_SPACE) {
            return new Problem(
                    ErrorCode.LOG_UNAVAILABLE,
                    "The database's disk is full; nothing was written",
                    List.of(),
                    Map.of(),
                    new HttpHeaders());
        }
        return Problem.of(ErrorCode.INTERNAL, ErrorCode.INTERNAL.title());
    }

    private static Problem ofSpring(ResponseStatusException thrown) {
        return switch (thrown) {
            case MethodNotAllowedException e ->
                    withHeaders(ErrorCode.METHOD_NOT_ALLOWED, e.getHeaders());
            case UnsupportedMediaTypeStatusException e ->
                    withHeaders(ErrorCode.MEDIA_TYPE_UNSUPPORTED, e.getHeaders());
            case NotAcceptableStatusException e ->
                    withHeaders(ErrorCode.NOT_ACCEPTABLE, e.getHeaders());
            case MissingRequestValueException e ->
                    Problem.of(
                            Refusal.invalid(
                                    e.getName(),
                                    "required",
                                    "The %s %s is required".formatted(e.getLabel(), e.getName())));
            case ServerWebInputException e -> unreadable(e);
            default -> byStatus(thrown);
        };
    }

    private static Problem byStatus(ResponseStatusException thrown) {
        var status = HttpStatus.resolve(thrown.getStatusCode().value());
        if (status == HttpStatus.NOT_FOUND) {
            return Problem.of(ErrorCode.ROUTE_UNKNOWN, ErrorCode.ROUTE_UNKNOWN.title());
        }
        if (status == HttpStatus.CONTENT_TOO_LARGE) {
            return Problem.of(ErrorCode.REQUEST_TOO_LARGE, ErrorCode.REQUEST_TOO_LARGE.title());
        }
        return thrown.getStatusCode().is4xxClientError()
                ? Problem.of(ErrorCode.REQUEST_MALFORMED, ErrorCode.REQUEST_MALFORMED.title())
                : Problem.of(ErrorCode.INTERNAL, ErrorCode.INTERNAL.title());
    }

    private static Problem unreadable(ServerWebInputException thrown) {
        var json = cause(thrown, JacksonException.class);
        if (json instanceof UnrecognizedPropertyException unknown) {
            return Problem.of(Refusal.invalid(pointer(unknown), "unknown", thereIsNone(unknown)));
        }
        if (json instanceof StreamReadException broken) {
            var place = broken.getLocation();
            return Problem.of(
                    ErrorCode.REQUEST_MALFORMED,
                    place == null
                            ? "The body is not well-formed JSON"
                            : "The body is not well-formed JSON at line %d, column %d"
                                    .formatted(place.getLineNr(), place.getColumnNr()));
        }
        if (json != null) {
            return Problem.of(
                    Refusal.invalid(
                            pointer(json),
                            "type",
                            "The value is not of the form that belongs here"));
        }
        var parameter = thrown.getMethodParameter();
        if (parameter != null && parameter.hasParameterAnnotation(RequestParam.class)) {
            var name = parameter.getParameterName();
            return Problem.of(
                    Refusal.invalid(
                            name == null ? "query" : name,
                            "type",
                            "The value is not of the form that belongs here"));
        }
        return Problem.of(ErrorCode.REQUEST_MALFORMED, "The body is missing or cannot be read");
    }

    /**
     * Where it is, as far as the names on the way are the API's. A name that is the caller's own
     * text may be a secret that was pasted in the wrong place, so the pointer ends above it.
     */
    private static String pointer(JacksonException thrown) {
        var pointer = new StringBuilder();
        var path = thrown.getPath();
        var steps =
                thrown instanceof UnrecognizedPropertyException
                        ? path.subList(0, path.size() - 1)
                        : path;
        for (var step : steps) {
            var name = step.getPropertyName();
            if (name != null && isKeyOfMap(step)) {
                break;
            }
            pointer.append('/')
                    .append(
                            name == null
                                    ? Integer.toString(step.getIndex())
                                    : name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static boolean isKeyOfMap(JacksonException.Reference step) {
        return step.from() instanceof Map
                || (step.from() instanceof Class<?> type && Map.class.isAssignableFrom(type));
    }

    private static String thereIsNone(UnrecognizedPropertyException unknown) {
        var known = unknown.getKnownPropertyIds();
        return known == null || known.isEmpty()
                ? "No property is taken here"
                : "There is a property here that is not taken; these are: "
                        + known.stream().map(String::valueOf).sorted().collect(joining(", "));
    }

    private static Problem withHeaders(ErrorCode code, HttpHeaders headers) {
        return new Problem(code, code.title(), List.of(), Map.of(), headers);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
        @Nullable Throwable at = thrown;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
