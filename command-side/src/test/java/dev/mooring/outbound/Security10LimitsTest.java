package dev.mooring.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.outbound.JsonAnswer.NotJson;
import dev.mooring.outbound.Outcome.Ambiguous;
import dev.mooring.outbound.Outcome.Answered;
import dev.mooring.outbound.Outcome.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** security.md 10: what the other side may do to us, and what is known afterwards (15). */
@Timeout(30)
class Security10LimitsTest {

    private static final Limits SHORT =
            new Limits(Duration.ofMillis(300), Duration.ofMillis(600), 1024);
    private static final String JSON = "200 OK\r\nContent-Type: application/json";

    @TempDir static Path folder;

    @Test
    void security_10_theLimitsAreThoseOfTheDesign() {
        assertThat(Limits.DEFAULT)
                .isEqualTo(new Limits(Duration.ofSeconds(3), Duration.ofSeconds(10), 262_144));
        assertThat(JsonAnswer.MOST_DEPTH).isEqualTo(32);
    }

    @Test
    void security_10_aRequestArrivesAsItWasMadeAndItsAnswerComesBack() throws Exception {
        try (var server = ScriptedServer.answering(JSON, "{\"a\":1}");
                var outbound = development(SHORT)) {
            var outcome =
                    outbound.send(
                            OutboundRequest.post(
                                    server.uri("/token?x=%2F1"),
                                    Map.of("Accept", "application/json"),
                                    new OutboundRequest.Body(
                                            "application/x-www-form-urlencoded", "code=ä")));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answer -> {
                                assertThat(answer.status()).isEqualTo(200);
                                assertThat(answer.body()).isEqualTo("{\"a\":1}");
                            });
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /token?x=%2F1 HTTP/1.1\r\n")
                    .contains("Content-Length: 7\r\n", "Connection: close\r\n", "code=ä")
                    .doesNotContain("Expect", "Accept-Encoding");
        }
    }

    @Test
    void security_10_aServerThatDribblesIsCutOffAtTheDeadline() throws Exception {
        try (var server =
                        ScriptedServer.playing(out -> {
                            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
                            var never = new CountDownLatch(1);
                            do {
                                out.write('x');
                                out.flush();
                            } while (!never.await(50, TimeUnit.MILLISECONDS));
                        });
                var outbound = development(SHORT)) {
            long start = System.nanoTime();
            var outcome = outbound.send(get(server.uri("/")));

            assertThat(outcome).isEqualTo(new Ambiguous(Ambiguous.Cause.TIMED_OUT, 200));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
        }
    }

    @Test
    void security_10_aHeadThatDribblesIsCutOffToo() throws Exception {
        try (var server =
                        ScriptedServer.playing(out -> {
                            var never = new CountDownLatch(1);
                            do {
                                out.write("HTTP/1.1 103 Hints\r\n\r\n".getBytes(US_ASCII));
                                out.flush();
                            } while (!never.await(50, TimeUnit.MILLISECONDS));
                        });
                var outbound = development(SHORT)) {
            assertThat(outbound.send(get(server.uri("/"))))
                    .isEqualTo(new Ambiguous(Ambiguous.Cause.TIMED_OUT, null));
        }
    }

    @Test
    void security_10_aTlsHandshakeThatDribblesCountsAsNotSent() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var outbound = development(SHORT)) {
            var url = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/");

            assertThat(outbound.send(get(url))).isEqualTo(new NotSent(NotSent.Cause.TLS_FAILED));
        }
    }

    @Test
    void security_10_aResolverThatHangsCountsAsNotSent() {
        var never = new CountDownLatch(1);
        Resolver hanging =
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                };
        try (var outbound = new HttpOutbound(DEVELOPMENT, SHORT, hanging, trust())) {
            assertThat(outbound.send(get(URI.create("https://a.example/"))))
                    .isEqualTo(new NotSent(NotSent.Cause.NAME_UNRESOLVED));
        }
    }

    @Test
    void security_15_aRefusedConnectionCountsAsNotSent() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (var outbound = development(SHORT)) {
            assertThat(outbound.send(get(URI.create("http://127.0.0.1:" + free + "/"))))
                    .isEqualTo(new NotSent(NotSent.Cause.CONNECT_FAILED));
        }
    }

    @Test
    void security_15_aConnectionThatClosesWithoutAnAnswerIsAmbiguous() throws Exception {
        try (var server = ScriptedServer.playing(out -> {});
                var outbound = development(SHORT)) {
            assertThat(outbound.send(get(server.uri("/"))))
                    .isEqualTo(new Ambiguous(Ambiguous.Cause.CONNECTION_LOST, null));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void security_15_anAnswerCutShortIsAmbiguous() throws Exception {
        try (var server =
                        ScriptedServer.playing(out ->
                                out.write(
                                        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\""
                                                .getBytes(US_ASCII)));
                var outbound = development(SHORT)) {
            assertThat(outbound.send(get(server.uri("/"))))
                    .isEqualTo(new Ambiguous(Ambiguous.Cause.CONNECTION_LOST, 200));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n"
            })
    void security_10_aHugeBodyIsNotRead(String head) throws Exception {
        try (var server =
                        ScriptedServer.playing(out -> {
                            out.write(head.getBytes(US_ASCII));
                            out.write("x".repeat(65_536).getBytes(US_ASCII));
                        });
                var outbound = development(SHORT)) {
            assertThat(outbound.send(get(server.uri("/"))))
                    .isEqualTo(new Ambiguous(Ambiguous.Cause.TOO_LARGE, 200));
        }
    }

    @Test
    void security_10_aHugeHeadIsNotRead() throws Exception {
        try (var server =
                        ScriptedServer.playing(out ->
                                out.write(
                                        ("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000))
                                                .getBytes(US_ASCII)));
                var outbound = development(SHORT)) {
            assertThat(outbound.send(get(server.uri("/"))))
                    .isEqualTo(new Ambiguous(Ambiguous.Cause.TOO_LARGE, null));
        }
    }

    @Test
    void security_10_whatIsNotHttpIsAmbiguous() throws Exception {
        try (var server =
                        ScriptedServer.playing(
                                out -> out.write("SSH-2.0-x\r\n".repeat(20).getBytes(US_ASCII)));
                var outbound = development(SHORT)) {
            assertThat(outbound.send(get(server.uri("/")))).isInstanceOf(Ambiguous.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void security_10_aRedirectIsAnAnswerAndNotFollowed(int status) throws Exception {
        try (var target = ScriptedServer.answering(JSON, "{}");
                var server =
                        ScriptedServer.answering(
                                status + " Moved\r\nLocation: " + target.uri("/"), "");
                var outbound = development(SHORT)) {
            var outcome = outbound.send(get(server.uri("/")));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answer -> assertThat(answer.status()).isEqualTo(status));
            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void security_10_noProxyIsAskedWhateverTheMachineSays() throws Exception {
        var before = ProxySelector.getDefault();
        try (var proxy = ScriptedServer.answering("502 Proxy", "");
                var server = ScriptedServer.answering(JSON, "{}");
                var outbound = development(SHORT)) {
            ProxySelector.setDefault(always(proxy.port()));

            assertThat(outbound.send(get(server.uri("/")))).isInstanceOf(Answered.class);
            assertThat(proxy.requests()).isEmpty();
            assertThat(server.requests()).hasSize(1);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void security_10_tlsIsSpokenToTheNameOfTheUrl() throws Exception {
        var certificates = Certificates.forHost("good.example", folder);
        try (var server =
                        ScriptedServer.securedBy(
                                certificates.server(),
                                out -> out.write(ScriptedServer.response(JSON, "{}")));
                var outbound = trusting(certificates.client())) {
            assertThat(outbound.send(get(server.at("good.example", "/"))))
                    .isInstanceOf(Answered.class);
            assertThat(outbound.send(get(server.at("bad.example", "/"))))
                    .describedAs("a trusted certificate for another host")
                    .isEqualTo(new NotSent(NotSent.Cause.TLS_FAILED));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void security_10_aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        var certificates = Certificates.forHost("selfsigned.example", folder);
        try (var server = ScriptedServer.securedBy(certificates.server(), out -> {});
                var outbound = trusting(trust())) {
            assertThat(outbound.send(get(server.at("selfsigned.example", "/"))))
                    .isEqualTo(new NotSent(NotSent.Cause.TLS_FAILED));
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text/html         | {"a":1}             | MEDIA_TYPE
                    text/json         | {"a":1}             | MEDIA_TYPE
                    ''                | {"a":1}             | MEDIA_TYPE
                    application/jsonp | {"a":1}             | MEDIA_TYPE
                    application/json  | <html></html>       | MALFORMED
                    application/json  | {"a":1,"a":2}       | MALFORMED
                    application/json  | {"a":1} {"b":2}     | MALFORMED
                    application/json  | {"a":               | MALFORMED
                    application/json  | {"a":NaN}           | MALFORMED
                    application/json  | ''                  | NOT_AN_OBJECT
                    application/json  | [1]                 | NOT_AN_OBJECT
                    application/json  | "text"              | NOT_AN_OBJECT
                    application/json  | null                | NOT_AN_OBJECT
                    """)
    void security_10_whatIsNotAJsonObjectIsNotRead(
            String mediaType, String body, NotJson.Reason reason) {
        assertThat(JsonAnswer.of(answer(mediaType, body))).isEqualTo(new NotJson(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/scim+json"
            })
    void security_10_jsonMediaTypesAreRead(String mediaType) {
        assertThat(JsonAnswer.of(answer(mediaType, "{\"a\":1}")))
                .isInstanceOf(JsonAnswer.Parsed.class);
    }

    @Test
    void security_10_jsonIsReadToADepthOf32() {
        assertThat(JsonAnswer.of(answer("application/json", nested(32))))
                .isInstanceOf(JsonAnswer.Parsed.class);
        assertThat(JsonAnswer.of(answer("application/json", nested(33))))
                .isEqualTo(new NotJson(NotJson.Reason.MALFORMED));
        assertThat(JsonAnswer.of(answer("application/json", nested(100_000))))
                .isEqualTo(new NotJson(NotJson.Reason.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource({
        "Host, a.example",
        "Content-Length, 1",
        "transfer-encoding, chunked",
        "Connection, upgrade",
        "'X Y', a",
        "X, 'a\r\nY: b'",
        "X, 'a\0b'"
    })
    void security_10_aHeaderThatFramesOrSplitsTheMessageIsRefused(String name, String value) {
        assertThatThrownBy(() ->
                        OutboundRequest.get(URI.create("https://a.example/"), Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void security_17_nothingSecretIsPrinted() {
        var request =
                OutboundRequest.post(
                        URI.create("https://a.example/s3cret?token=s3cret"),
                        Map.of("Authorization", "s3cret"),
                        new OutboundRequest.Body("text/plain", "s3cret"));
        var answer =
                new Answered(200, new Headers(Map.of("Set-Cookie", List.of("s3cret"))), "s3cret");

        assertThat(request + " " + answer + " " + answer.headers()).doesNotContain("s3cret");
        assertThat(JsonAnswer.of(answer("application/json", "{\"a\":\"s3cret\"}")).toString())
                .doesNotContain("s3cret");
    }

    private static final Admission DEVELOPMENT = new Admission(true, List.of(), List::of);

    private static HttpOutbound development(Limits limits) {
        return new HttpOutbound(DEVELOPMENT, limits);
    }

    private static HttpOutbound trusting(SSLContext trust) {
        return new HttpOutbound(
                DEVELOPMENT,
                Limits.DEFAULT,
                host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                trust);
    }

    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ProxySelector always(int port) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(
                        new Proxy(
                                Proxy.Type.SOCKS,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }

    private static Answered answer(String mediaType, String body) {
        return new Answered(200, new Headers(Map.of("Content-Type", List.of(mediaType))), body);
    }

    private static OutboundRequest get(URI uri) {
        return OutboundRequest.get(uri, Map.of());
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }
}
