package dev.mooring.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;

class EventStreamsTest {

    private final EventStreams streams = new EventStreams(1, Duration.ofMillis(1));

    @Test
    void whatHasNotChangedIsNotToldAgain() {
        var looks = new AtomicInteger();

        var told =
                streams.follow(
                                "number",
                                () -> {
                                    var tens = looks.getAndIncrement() / 10;
                                    return new Sight<>(tens, tens, tens == 3);
                                })
                        .collectList()
                        .block();

        assertThat(told).extracting(ServerSentEvent::data).isEqualTo(List.of(0, 1, 2, 3));
        assertThat(told).extracting(ServerSentEvent::event).containsOnly("number");
    }

    @Test
    void aStreamBeyondTheLastPlaceIsRefusedAndAPlaceComesFreeWithItsReader() {
        var begun = new CountDownLatch(1);
        var open =
                streams.follow(
                                "thing",
                                () -> {
                                    begun.countDown();
                                    return new Sight<>(1, 1, false);
                                })
                        .subscribe();
        await(begun);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> oneSight().blockLast())
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SERVER_BUSY));

        open.dispose();
        Awaitility.await().ignoreExceptions().until(() -> oneSight().blockLast() != null);
    }

    @Test
    void aLookThatFailsEndsTheStreamInGoodOrder() {
        var told =
                streams.<Integer>follow(
                                "thing",
                                () -> {
                                    throw new IllegalStateException("the database is away");
                                })
                        .collectList()
                        .block();

        assertThat(told).isEmpty();
    }

    private Flux<ServerSentEvent<Integer>> oneSight() {
        return streams.follow("thing", () -> new Sight<>(1, 1, true));
    }

    private static void await(CountDownLatch latch) {
        Awaitility.await().until(() -> latch.getCount() == 0);
    }
}
