package dev.mooring.eventlog.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.eventlog.sample.SettableClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpForwardingTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    private final SettableClock clock = new SettableClock();
    private final List<String> received = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Inbox inbox = new Inbox(signer("secret"), clock);
    private final HttpCourier courier = new HttpCourier(signer("secret"), clock);

    private HttpServer server;
    private Sent last;
    private Consumer<Sent> onTheWay = sent -> {};

    /** What is on its way to the inbox, or back. */
    private static final class Sent {
        String log;
        String time;
        String nonce;
        String signature;
        byte[] body;
        byte[] answer;
    }

    @BeforeEach
    void listen() throws IOException {
        inbox.deliver("log", this::reverse);
        inbox.deliver("slow", this::wait);
        inbox.deliver("picky", this::refuse);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                Inbox.PATH,
                exchange -> {
                    var sent = new Sent();
                    sent.log = exchange.getRequestURI().getPath().substring(Inbox.PATH.length());
                    sent.time = exchange.getRequestHeaders().getFirst(Inbox.TIME);
                    sent.nonce = exchange.getRequestHeaders().getFirst(Inbox.NONCE);
                    sent.signature = exchange.getRequestHeaders().getFirst(Inbox.SIGNATURE);
                    sent.body = exchange.getRequestBody().readAllBytes();
                    last = sent;
                    onTheWay.accept(sent);
                    var answer = deliver(sent);
                    if (answer == null) {
                        exchange.sendResponseHeaders(403, -1);
                    } else {
                        var body = sent.answer == null ? answer.body() : sent.answer;
                        exchange.getResponseHeaders().set(Inbox.SIGNATURE, answer.signature());
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                    }
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void close() {
        never.countDown();
        courier.close();
        server.stop(0);
    }

    @Test
    void whatANodeSendsIsAnswered() throws Exception {
        assertThat(carry("log")).isEqualTo("olleh");
        assertThat(carry("log")).isEqualTo("olleh");
        assertThat(received).containsExactly("hello", "hello");
    }

    @Test
    void whoHasNotTheKeyIsRefused() {
        try (var stranger = new HttpCourier(signer("guess"), clock)) {
            assertThatThrownBy(() -> stranger.carry(address(), "log", HELLO, LONG))
                    .isInstanceOf(IOException.class);
        }
        assertThat(received).isEmpty();
    }

    @Test
    void whatWasAlteredOnTheWayIsRefused() {
        for (Consumer<Sent> change :
                List.<Consumer<Sent>>of(
                        sent -> sent.body = "hallo".getBytes(UTF_8),
                        sent -> sent.log = "picky",
                        sent -> sent.time = Long.toString(Long.parseLong(sent.time) + 1),
                        sent -> sent.time = "soon",
                        sent -> sent.time = null,
                        sent -> sent.nonce = sent.nonce + "x",
                        sent -> sent.nonce = null,
                        sent -> sent.signature = sent.signature.toLowerCase(java.util.Locale.ROOT),
                        sent -> sent.signature = "",
                        sent -> sent.signature = null)) {
            onTheWay = change;
            assertThatThrownBy(() -> carry("log")).isInstanceOf(IOException.class);
        }
        assertThat(received).isEmpty();
    }

    @Test
    void anAnswerThatNobodySignedIsNotBelieved() {
        onTheWay = sent -> sent.answer = "written".getBytes(UTF_8);

        assertThatThrownBy(() -> carry("log")).hasMessageContaining("signed");
    }

    @Test
    void anAnswerToAnotherRequestIsNotBelieved() throws Exception {
        carry("log");
        var earlier = last;
        onTheWay =
                sent -> {
                    sent.nonce = earlier.nonce + "0";
                    sent.signature =
                            Signature.ofRequest(
                                    signer("secret"),
                                    sent.log,
                                    Long.parseLong(sent.time),
                                    sent.nonce,
                                    sent.body);
                };

        assertThatThrownBy(() -> carry("log")).hasMessageContaining("signed");
    }

    @Test
    void whatWasCaughtOnTheWayCannotBeSentAgain() throws Exception {
        carry("log");
        assertThat(deliver(last)).isNull();

        clock.pass(Duration.ofMinutes(1));
        assertThat(deliver(last)).isNull();
        assertThat(carry("log")).isEqualTo("olleh");
        assertThat(received).hasSize(2);
    }

    @Test
    void whatWasHeldBackForLongIsRefused() {
        try (var slow = new HttpCourier(signer("secret"), Clock.offset(clock, LONG.negated()))) {
            assertThatThrownBy(() -> slow.carry(address(), "log", HELLO, LONG))
                    .isInstanceOf(IOException.class);
        }
        assertThat(received).isEmpty();
    }

    @Test
    void aLogThatIsNotThereAndBytesThatAreNoRequestAreRefused() {
        assertThatThrownBy(() -> carry("other")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> carry("picky")).isInstanceOf(IOException.class);
    }

    @Test
    void whereNobodyListensNothingCanHaveArrived() {
        var address = address();
        server.stop(0);

        assertThatThrownBy(() -> courier.carry(address, "log", HELLO, LONG))
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> courier.carry("no address", "log", HELLO, LONG))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void whoDoesNotAnswerInTimeIsNotWaitedFor() {
        assertThatThrownBy(() -> courier.carry(address(), "slow", HELLO, Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ConnectException.class);
    }

    private String carry(String log) throws Exception {
        return new String(courier.carry(address(), log, HELLO, LONG), UTF_8);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Inbox.Signed deliver(Sent sent) {
        return inbox.answer(sent.log, sent.time, sent.nonce, sent.signature, sent.body)
                .orElse(null);
    }

    private byte[] reverse(byte[] body) {
        received.add(new String(body, UTF_8));
        return new StringBuilder(new String(body, UTF_8)).reverse().toString().getBytes(UTF_8);
    }

    private byte[] wait(byte[] body) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return body;
    }

    private byte[] refuse(byte[] body) {
        throw new IllegalArgumentException("no request");
    }

    private static Signer signer(String secret) {
        return message -> {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
                return Base64.getUrlEncoder().encodeToString(mac.doFinal(message));
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
