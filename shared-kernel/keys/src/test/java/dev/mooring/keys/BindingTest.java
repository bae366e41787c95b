package dev.mooring.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindingTest {

    @Test
    void eachPartIsItsLengthThenItsBytes() {
        assertThat(HexFormat.of().formatHex(Binding.of("ab", "", "é").encoded()))
                .isEqualTo("00000002" + "6162" + "00000000" + "00000002" + "c3a9");
    }

    @Test
    void noTwoListsHaveTheSameBytes() {
        var lists =
                List.of(
                        Binding.of("ab"),
                        Binding.of("a", "b"),
                        Binding.of("b", "a"),
                        Binding.of("ab", ""),
                        Binding.of("", "ab"),
                        Binding.of("a\0\0\0\1b"),
                        Binding.of("\0\0\0\1a", "b"));

        var seen = new HashSet<String>();
        for (var list : lists) {
            assertThat(seen.add(HexFormat.of().formatHex(list.encoded()))).isTrue();
        }
    }

    @Test
    void aPartThatIsNoUnicodeIsRefused() {
        var binding = Binding.of("kind", "half of a pair: \ud83d");

        assertThatThrownBy(binding::encoded).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBindingToNothingIsRefused() {
        assertThatThrownBy(() -> new Binding(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
