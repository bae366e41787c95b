package dev.mooring.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class NodeAddressTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void aNodeIsReachedAtItsManagementPort() {
        environment.setProperty("management.server.port", "8486");
        assertThat(NodeAddress.of(environment)).isEqualTo("http://127.0.0.1:8486");

        environment.setProperty("management.server.address", "10.1.2.3");
        assertThat(NodeAddress.of(environment)).isEqualTo("http://10.1.2.3:8486");

        environment.setProperty("management.server.address", "::1");
        assertThat(NodeAddress.of(environment)).isEqualTo("http://[::1]:8486");
    }

    @Test
    void oneThatListensOnAllAddressesIsReachedByItsName() {
        environment.setProperty("management.server.port", "8486");
        environment.setProperty("management.server.address", "0.0.0.0");

        assertThat(NodeAddress.of(environment)).doesNotContain("0.0.0.0").endsWith(":8486");
    }

    @Test
    void whatIsGivenCountsFirst() {
        environment.setProperty("management.server.port", "0");
        assertThat(NodeAddress.isKnown(environment)).isFalse();

        environment.setProperty("mooring.node.url", "https://node1.internal:9000/");

        assertThat(NodeAddress.isKnown(environment)).isTrue();
        assertThat(NodeAddress.of(environment)).isEqualTo("https://node1.internal:9000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node1:8486",
                "ftp://node1",
                "http://",
                "http://node1/path",
                "http://node1?a=b",
                "http://user@node1",
                "http://node1#there",
                "http://no de"
            })
    void whatIsNoNodesUrlIsRefusedByTheNameOfTheProperty(String url) {
        environment.setProperty("mooring.node.url", url);

        assertThatThrownBy(() -> NodeAddress.of(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mooring.node.url");
    }
}
