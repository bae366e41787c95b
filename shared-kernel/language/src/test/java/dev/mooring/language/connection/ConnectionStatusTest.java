package dev.mooring.language.connection;

import static dev.mooring.language.connection.ConnectionStatus.AUTHORIZING;
import static dev.mooring.language.connection.ConnectionStatus.CONNECTED;
import static dev.mooring.language.connection.ConnectionStatus.CREATED;
import static dev.mooring.language.connection.ConnectionStatus.DELETED;
import static dev.mooring.language.connection.ConnectionStatus.DISABLED;
import static dev.mooring.language.connection.ConnectionStatus.DISCONNECTED;
import static dev.mooring.language.connection.ConnectionStatus.NEEDS_REAUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionStatusTest {

    @Test
    void theOrderIsTheDomains() {
        assertThat(ConnectionStatus.values())
                .containsExactly(
                        DELETED,
                        DISABLED,
                        DISCONNECTED,
                        NEEDS_REAUTHORIZATION,
                        CONNECTED,
                        AUTHORIZING,
                        CREATED);
    }

    @ParameterizedTest
    @EnumSource
    void ofThoseThatHoldTheFirstIsShown(ConnectionStatus status) {
        var later = EnumSet.range(status, CREATED);

        assertThat(ConnectionStatus.first(later::contains)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void aStatusIsReadAsItIsWritten(ConnectionStatus status) {
        assertThat(ConnectionStatus.parse(status.text())).contains(status);
    }

    @Test
    void whatIsNoStatusIsNone() {
        assertThat(NEEDS_REAUTHORIZATION.text()).isEqualTo("needs_reauthorization");
        assertThat(ConnectionStatus.parse("CREATED")).isEmpty();
        assertThat(ConnectionStatus.parse("odd")).isEmpty();
    }
}
