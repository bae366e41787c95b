package dev.mooring.eventlog.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.ValueInstantiationException;

class RecordMakersTest {

    private record Inner(int number, List<String> texts) {
        Inner {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    private record Outer(@Nullable String text, long number, @Nullable Inner inner) {}

    private record Empty() {}

    @Test
    void recordsAreMadeOfWhatIsThere() {
        assertThat(read("{\"inner\":{\"texts\":[\"a\"],\"number\":1},\"number\":2}", Outer.class))
                .isEqualTo(new Outer(null, 2, new Inner(1, List.of("a"))));
        assertThat(read("{}", Empty.class)).isEqualTo(new Empty());
    }

    @Test
    void whatARecordRefusesIsTheReadersFailure() {
        assertThatThrownBy(() -> read("{\"number\":-1}", Inner.class))
                .isInstanceOf(ValueInstantiationException.class)
                .hasRootCauseMessage("negative");
    }

    @Test
    void aNumberIsNotMissed() {
        assertThatThrownBy(() -> read("{\"number\":null}", Outer.class))
                .isInstanceOf(JacksonException.class);
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.MAPPER.readValue(json, type);
    }
}
