package dev.mooring.api.answer;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Answers of writes, with {@code Mooring-Position} (the dense global index of the write's last
 * event) and the aggregate's version as its ETag; and of reads of one thing.
 */
public final class Answers {

    public static final String POSITION = "Mooring-Position";

    private Answers() {}

    /** 201, for a new thing. */
    public static <B> ResponseEntity<B> created(URI location, B body, long position, long version) {
        return head(ResponseEntity.created(location), position).eTag(tag(version)).body(body);
    }

    /** 200, for a change. */
    public static <B> ResponseEntity<B> written(B body, long position, long version) {
        return head(ResponseEntity.ok(), position).eTag(tag(version)).body(body);
    }

    /** 200, for a change that belongs to no one aggregate, or a read of many as of a position. */
    public static <B> ResponseEntity<B> positioned(B body, long position) {
        return head(ResponseEntity.ok(), position).body(body);
    }

    /** 200, for a read of one thing as of a position. */
    public static <B> ResponseEntity<B> positioned(B body, long position, long version) {
        return head(ResponseEntity.ok(), position).eTag(tag(version)).body(body);
    }

    /** 202, for something that goes on. */
    public static <B> ResponseEntity<B> accepted(URI location, B body, long position) {
        return head(ResponseEntity.status(HttpStatus.ACCEPTED).location(location), position)
                .body(body);
    }

    /** 204, for a change with nothing to show. */
    public static ResponseEntity<Void> noContent(long position, long version) {
        var answer = ResponseEntity.status(HttpStatus.NO_CONTENT).eTag(tag(version));
        answer.header(POSITION, Long.toString(position));
        return answer.build();
    }

    /** 204, for a change that belongs to no one aggregate, with nothing to show. */
    public static ResponseEntity<Void> noContent(long position) {
        return ResponseEntity.noContent().header(POSITION, Long.toString(position)).build();
    }

    /** 200, for a read of one thing; the position is added by the route. */
    public static <B> ResponseEntity<B> ok(B body, long version) {
        return ResponseEntity.ok().eTag(tag(version)).body(body);
    }

    private static ResponseEntity.BodyBuilder head(
            ResponseEntity.BodyBuilder answer, long position) {
        return answer.header(POSITION, Long.toString(position));
    }

    private static String tag(long version) {
        return "\"" + version + "\"";
    }
}
