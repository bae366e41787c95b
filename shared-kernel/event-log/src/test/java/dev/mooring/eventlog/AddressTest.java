package dev.mooring.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.keys.UnreadableException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void itSaysWhatItWasGiven() {
        assertThat(Address.of("192.0.2.0").text()).isEqualTo("192.0.2.0");
        assertThat(Address.of("192.0.2.0"))
                .isEqualTo(Address.of("192.0.2.0"))
                .hasSameHashCodeAs(Address.of("192.0.2.0"))
                .isNotEqualTo(Address.of("192.0.2.1"));
    }

    @Test
    void oneOfTheLogIsOpenedWheneverItIsAskedForAndNotBefore() {
        var address = Address.stored("p1.x", AddressTest::altered);

        assertThat(Set.of(address)).contains(Address.stored("p1.x", AddressTest::altered));
        assertThat(address).isNotEqualTo(Address.of("p1.x"));
        assertThatThrownBy(address::text).isInstanceOf(UnreadableException.class);
        assertThat(Address.stored("p1.x", stored -> stored + "!").text()).isEqualTo("p1.x!");
    }

    @Test
    void nothingOfItIsPrinted() {
        assertThat(Address.of("192.0.2.0") + "/" + Address.stored("p1.x", AddressTest::altered))
                .doesNotContain("192")
                .doesNotContain("p1");
    }

    private static String altered(String stored) {
        throw new UnreadableException("altered");
    }
}
