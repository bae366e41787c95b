package dev.mooring.query.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

/** As many open streams as one node is to carry, over connections of their own. */
class ManyFollowersTest extends AskedOverHttp {

    private static final int STREAMS = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What a stream that rests may cost on the heap of server and client together. */
    private static final long BYTES_EACH = 40 << 10;

    @Autowired private ReactiveWebServerApplicationContext server;
    @Autowired private TestServer.Keys keys;

    private final Set<SelectionKey> heard = new HashSet<>();

    @Test
    void fiveThousandFollowersHearOfEverythingInBoundedMemory() throws Exception {
        var key =
                keys.add(
                        Principal.key(
                                "wsp_one",
                                "key_many",
                                Set.of(Scope.CONNECTIONS_READ),
                                null,
                                new ActsFor.Anyone()));
        var channels = new ArrayList<SocketChannel>();
        long before = used();
        try (var selector = Selector.open()) {
            for (int i = 0; i < STREAMS; i++) {
                channels.add(open(selector, key));
                if (i % 100 == 99) {
                    read(selector, "from here on", i + 1);
                }
            }
            read(selector, "from here on", STREAMS);
            long each = (used() - before) / STREAMS;

            heard.clear();
            story.then(new ConnectionRenamed("con_drive", "usr_ann", "To all of you"));
            telling.tell(story);
            read(selector, "To all of you", STREAMS);

            assertThat(each).isLessThan(BYTES_EACH);
        } finally {
            for (var channel : channels) {
                channel.close();
            }
        }
    }

    private SocketChannel open(Selector selector, String key) throws Exception {
        var port = server.getWebServer().getPort();
        var channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var request =
                String.join(
                        "\r\n",
                        List.of(
                                "GET /v1/feed HTTP/1.1",
                                "Host: localhost",
                                "Accept: text/event-stream",
                                "Authorization: Bearer " + key,
                                "Mooring-User: " + ANN,
                                "",
                                ""));
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new StringBuilder());
        return channel;
    }

    /** Reads until so many streams have said something. */
    private void read(Selector selector, String said, int streams) throws Exception {
        var buffer = ByteBuffer.allocate(64 << 10);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (heard.size() < streams) {
            assertThat(System.nanoTime())
                    .as(
                            "heard by %d; one heard: %s",
                            heard.size(), selector.keys().iterator().next().attachment())
                    .isLessThan(deadline);
            selector.select(100);
            for (var ready : selector.selectedKeys()) {
                buffer.clear();
                int count = ((SocketChannel) ready.channel()).read(buffer);
                var text = (StringBuilder) ready.attachment();
                text.append(
                        new String(buffer.array(), 0, Math.max(0, count), StandardCharsets.UTF_8));
                if (text.indexOf(said) >= 0) {
                    heard.add(ready);
                    text.setLength(0);
                }
                assertThat(count).as("a stream ended: %s", text).isNotNegative();
            }
            selector.selectedKeys().clear();
        }
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
