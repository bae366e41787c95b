package dev.mooring.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:0/48",
        "::ffff:203.0.113.77, 203.0.113.0/24",
    })
    void security31AnAddressIsCutToItsNetwork(String address, String network) {
        assertThat(Networks.cut(InetAddress.ofLiteral(address))).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 | 198.51.100.1            | 203.0.113.0/24",
                "10.0.0.1    | 198.51.100.1            | 198.51.100.0/24",
                "10.0.0.1    | 1.1.1.1, 198.51.100.1   | 198.51.100.0/24",
                "10.0.0.1    | 198.51.100.1, 10.9.9.9  | 198.51.100.0/24",
                "10.0.0.1    | evil.example            | 10.0.0.0/24",
                "10.0.0.1    | ''                      | 10.0.0.0/24",
                "fd00::1     | 198.51.100.1            | 198.51.100.0/24",
            })
    void onlyATrustedProxySaysWhereARequestCameFrom(
            String remote, String forwarded, String network) {
        var request =
                MockServerHttpRequest.get("/")
                        .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(remote), 1))
                        .header("X-Forwarded-For", forwarded)
                        .build();
        assertThat(new Networks(List.of("10.0.0.0/8", "fd00::1")).of(request)).isEqualTo(network);
    }

    @Test
    void aProxyHasToBeNamedByItsAddress() {
        for (var block : List.of("proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "")) {
            assertThatThrownBy(() -> new Networks(List.of(block)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
