package dev.mooring.api.edge;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets a bounded number of blocking calls run at once, each on a virtual thread of its own, and
 * refuses more: a caller who is told to come back is better off than one in an endless queue. A
 * place is taken for exactly as long as the call runs, also when its caller has gone away.
 */
final class Gate {

    private final String name;
    private final Semaphore places;

    Gate(String name, int capacity) {
        this.name = name;
        this.places = new Semaphore(capacity);
    }

    /**
     * The outcome of a call, empty for null. The call is never interrupted: half a write helps
     * nobody.
     *
     * @throws Refusal {@code server.busy}, through the Mono, when every place is taken
     */
    <T> Mono<T> run(Callable<? extends @Nullable T> call) {
        return Mono.create(sink -> {
            if (!places.tryAcquire()) {
                sink.error(Refusal.of(ErrorCode.SERVER_BUSY));
                return;
            }
            Thread.ofVirtual()
                    .name(name)
                    .start(() -> {
                        @Nullable T result;
                        try {
                            result = call.call();
                        } catch (Throwable thrown) {
                            places.release();
                            sink.error(thrown);
                            return;
                        }
                        places.release();
                        sink.success(result);
                    });
        });
    }
}
