package dev.mooring.api.stream;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.codec.ServerSentEvent;

/** Something that is looked at again and again, and told when it has changed. */
final class Followed<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Followed.class);

    private final String event;
    private final Supplier<Sight<T>> look;
    private final Line<T> line;
    private final AtomicBoolean looking = new AtomicBoolean();
    private @Nullable Object told;

    Followed(String event, Supplier<Sight<T>> look, Line<T> line) {
        this.event = event;
        this.look = look;
        this.line = line;
    }

    /** Takes the turn to look, unless somebody has it. */
    boolean begin() {
        return !line.hasEnded() && looking.compareAndSet(false, true);
    }

    /** Looks, by whoever took the turn, and tells what has changed. */
    void look() {
        try {
            var sight = look.get();
            if (!Objects.equals(told, sight.state())
                    && line.tell(ServerSentEvent.builder(sight.value()).event(event).build())) {
                told = sight.state();
            }
            if (sight.last() && Objects.equals(told, sight.state())) {
                line.end();
            }
        } catch (RuntimeException e) {
            // The answer has begun: all that is left is to end it, and the client asks again.
            LOG.warn("a stream of {} events ended early", event, e);
            line.end();
        } finally {
            looking.set(false);
        }
    }
}
