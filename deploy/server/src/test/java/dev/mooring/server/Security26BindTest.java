package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mooring.api.ApiProperties;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class Security26BindTest {

    @Test
    void anAddressThatOthersReachNeedsTlsOrANamedProxy() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new SafeBind("0.0.0.0", "", "", "", api(List.of())))
                .withMessageContaining("server.ssl.bundle")
                .withMessageContaining("mooring.api.trusted-proxies");
        assertThatCode(() -> new SafeBind("0.0.0.0", "web", "", "", api(List.of())))
                .doesNotThrowAnyException();
        assertThatCode(() -> new SafeBind("0.0.0.0", "", "", "", api(List.of("10.0.0.1/32"))))
                .doesNotThrowAnyException();
    }

    @Test
    void theLoopbackAddressNeedsNothing() {
        assertThatCode(() -> new SafeBind("127.0.0.1", "", "", "", api(List.of())))
                .doesNotThrowAnyException();
        assertThatCode(() -> new SafeBind("::1", "", "", "", api(List.of())))
                .doesNotThrowAnyException();
    }

    private static ApiProperties api(List<String> trustedProxies) {
        return new ApiProperties(
                URI.create("http://127.0.0.1:8484"),
                List.of(),
                1,
                1,
                1,
                Duration.ofSeconds(1),
                DataSize.ofKilobytes(1),
                Duration.ofSeconds(1),
                0,
                0,
                trustedProxies);
    }
}
