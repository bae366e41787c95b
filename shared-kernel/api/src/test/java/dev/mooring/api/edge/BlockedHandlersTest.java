package dev.mooring.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.PublicRoute;
import dev.mooring.api.sample.SampleApplication;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.netty.resources.LoopResources;

/** A server with a single event loop: one blocked handler would silence it. */
@SpringBootTest(
        classes = {SampleApplication.class, BlockedHandlersTest.OneLoop.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "mooring.api.concurrency=2",
            "spring.main.allow-bean-definition-overriding=true"
        })
class BlockedHandlersTest {

    @LocalServerPort int port;
    @Autowired Blocking blocking;

    @Import(Blocking.class)
    static class OneLoop {
        @Bean
        ReactorResourceFactory reactorResourceFactory() {
            var resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            resources.setLoopResourcesSupplier(() -> LoopResources.create("only", 1, 1, true));
            return resources;
        }
    }

    @RestController
    static class Blocking {
        final Semaphore entered = new Semaphore(0);
        volatile CountDownLatch leave = new CountDownLatch(1);

        @GetMapping("/v1/block")
        @PublicRoute
        String block() throws InterruptedException {
            entered.release();
            leave.await();
            return Thread.currentThread().toString();
        }
    }

    @Test
    void aBlockedHandlerHoldsNoEventLoopAndAFullGateSaysWhenToComeBack() throws Exception {
        var first = blocked();
        blocking.entered.acquire();
        // The only event loop still takes, routes and answers.
        client().get()
                .uri("/v1/thread")
                .exchange()
                .expectBody()
                .jsonPath("$.virtual")
                .isEqualTo(true);
        var second = blocked();
        blocking.entered.acquire();
        client().get()
                .uri("/v1/thread")
                .exchange()
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("server.busy");
        blocking.leave.countDown();
        for (var answer : List.of(first, second)) {
            assertThat(answer.get()).startsWith("VirtualThread");
        }
        client().get().uri("/v1/thread").exchange().expectStatus().isOk();
    }

    private CompletableFuture<String> blocked() {
        return CompletableFuture.supplyAsync(
                () ->
                        client().get()
                                .uri("/v1/block")
                                .exchange()
                                .expectBody(String.class)
                                .returnResult()
                                .getResponseBody(),
                Thread::startVirtualThread);
    }

    private WebTestClient client() {
        return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }
}
