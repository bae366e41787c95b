package dev.mooring.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.language.Refusal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        var fields = new Fields();
        fields.text("/a", null, 1, 5);
        fields.text("/b", "", 1, 5);
        fields.text("/c", "123456", 1, 5);
        fields.text("/d", "a\u0000", 1, 5);
        fields.list("/e", List.of(1, 2, 3), 2);
        fields.list("/f", Arrays.asList("x", null), 2);
        fields.required("/g", null, 0);
        assertThatThrownBy(fields::check)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.errors())
                                        .extracting(e -> e.pointer() + " " + e.code())
                                        .containsExactly(
                                                "/a required",
                                                "/b too_short",
                                                "/c too_long",
                                                "/d control_character",
                                                "/e too_many",
                                                "/f/1 required",
                                                "/g required"));
    }

    @Test
    void lengthsAreCountedInCharactersAsPeopleSeeThem() {
        var fields = new Fields();
        assertThat(fields.text("/a", "😀".repeat(5), 1, 5)).hasSize(10);
        assertThat(fields.optionalText("/b", null, 1, 5)).isNull();
        assertThat(fields.list("/c", null, 5)).isEmpty();
        fields.check();
    }
}
