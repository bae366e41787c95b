package dev.mooring.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.outbound.Outcome.Answered;
import dev.mooring.outbound.Outcome.NotSent;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** security.md 11: the decision falls on the address that is connected to. */
class Security11ConnectTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");

    @Test
    void security_11_aNameIsResolvedOnceSoRebindingGainsNothing() throws Exception {
        var lookups = new AtomicInteger();
        Resolver rebinding = host -> List.of(lookups.getAndIncrement() == 0 ? LOOPBACK : METADATA);
        try (var server = ScriptedServer.answering("200 OK", "{}");
                var outbound = with(rebinding)) {
            var outcome = outbound.send(get(server.at("rebind.example", "/")));

            assertThat(outcome).isInstanceOf(Answered.class);
            assertThat(lookups).hasValue(1);
            assertThat(server.requests().getFirst())
                    .contains("Host: rebind.example:" + server.port());
        }
    }

    @Test
    void security_11_oneBadAddressAmongGoodOnesRefusesTheName() throws Exception {
        try (var server = ScriptedServer.answering("200 OK", "{}");
                var outbound = with(host -> List.of(LOOPBACK, METADATA))) {
            var outcome = outbound.send(get(server.at("mixed.example", "/")));

            assertThat(outcome).isEqualTo(new NotSent(NotSent.Cause.ADDRESS_REFUSED));
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://localhost/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[fd00:ec2::254]/",
                "https://0.0.0.0/",
                "https://10.0.0.1/",
                "https://[fe80::1]/"
            })
    void security_11_literalsAreJudgedLikeNames(String url) {
        try (var outbound = new HttpOutbound(Admission.publicOnly(), Limits.DEFAULT)) {
            assertThat(outbound.send(get(URI.create(url))))
                    .isEqualTo(new NotSent(NotSent.Cause.ADDRESS_REFUSED));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.example/",
                "file:///etc/passwd",
                "https:///path",
                "https:opaque",
                "//a.example/",
                "/relative",
                "https://user:secret@a.example/",
                "https://a.example/#fragment",
                "https://a.example:0/",
                "https://a.example:65536/",
                "https://a.example./",
                "https://a_b.example/",
                "https://[fe80::1%25eth0]/"
            })
    void security_11_aUrlOfAnotherFormIsRefusedBeforeAnyLookup(String url) {
        var lookups = new AtomicInteger();
        Resolver counting =
                host -> {
                    lookups.incrementAndGet();
                    throw new UnknownHostException(host);
                };
        try (var outbound = with(counting)) {
            assertThat(outbound.send(get(URI.create(url))))
                    .isEqualTo(new NotSent(NotSent.Cause.URL_REFUSED));
            assertThat(lookups).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://0x7f.1/"
            })
    void security_11_anOddlyWrittenLoopbackNeverConnects(String url) {
        try (var outbound = new HttpOutbound(Admission.publicOnly(), Limits.DEFAULT)) {
            assertThat(outbound.send(get(URI.create(url)))).isInstanceOf(NotSent.class);
        }
    }

    @Test
    void security_11_ownListenersAreRefusedEvenInDevelopment() throws Exception {
        try (var server = ScriptedServer.answering("200 OK", "{}")) {
            var admission =
                    new Admission(
                            true, List.of(), () -> List.of(new Listener("0.0.0.0", server.port())));
            try (var outbound = new HttpOutbound(admission, Limits.DEFAULT)) {
                assertThat(outbound.send(get(server.uri("/"))))
                        .isEqualTo(new NotSent(NotSent.Cause.ADDRESS_REFUSED));
                assertThat(server.requests()).isEmpty();
            }
        }
    }

    private static HttpOutbound with(Resolver resolver) {
        return new HttpOutbound(
                new Admission(true, List.of(), List::of), Limits.DEFAULT, resolver, trust());
    }

    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static OutboundRequest get(URI uri) {
        return OutboundRequest.get(uri, Map.of());
    }
}
