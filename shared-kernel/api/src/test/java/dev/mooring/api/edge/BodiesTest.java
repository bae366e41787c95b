package dev.mooring.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class BodiesTest {

    private final Bodies bodies = new Bodies(8, Duration.ofSeconds(30));

    @Test
    void aBodyCanBeReadAgain() {
        StepVerifier.create(bodies.read(exchange(buffers("ab", "cd"))))
                .assertNext(read -> {
                    assertThat(read.body()).asString().isEqualTo("abcd");
                    StepVerifier.create(
                                    read.exchange()
                                            .getRequest()
                                            .getBody()
                                            .map(b -> b.toString(StandardCharsets.UTF_8)))
                            .expectNext("abcd")
                            .verifyComplete();
                })
                .verifyComplete();
    }

    @Test
    void security27ABodyOfUnknownLengthIsCutOffAtTheLimit() {
        StepVerifier.create(bodies.read(exchange(buffers("12345", "6789"))))
                .verifyError(org.springframework.core.io.buffer.DataBufferLimitException.class);
    }

    @Test
    void security27ABodyThatNeverEndsIsGivenUp() {
        StepVerifier.withVirtualTime(
                        () -> bodies.read(exchange(buffers("1").concatWith(Flux.never()))))
                .thenAwait(Duration.ofSeconds(30))
                .verifyErrorSatisfies(thrown ->
                        assertThat(((Refusal) thrown).code())
                                .isEqualTo(ErrorCode.REQUEST_MALFORMED));
    }

    private static MockServerWebExchange exchange(Flux<DataBuffer> body) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.post("/").header("Transfer-Encoding", "chunked").body(body));
    }

    private static Flux<DataBuffer> buffers(String... parts) {
        return Flux.fromArray(parts)
                .map(part ->
                        DefaultDataBufferFactory.sharedInstance.wrap(
                                part.getBytes(StandardCharsets.UTF_8)));
    }
}
