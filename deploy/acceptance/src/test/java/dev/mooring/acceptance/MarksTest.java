package dev.mooring.acceptance;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a search which finds nothing would have found something. */
class MarksTest {

    private final Marks marks = new Marks();
    private final String secret = marks.fresh("secret");

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc"})
    void itIsFoundWithinBase64WhereverItBegins(String before) {
        var longer = (before + secret + "and so on").getBytes(UTF_8);
        assertThat(marks.foundIn(Base64.getEncoder().encodeToString(longer)))
                .containsExactly("secret, in base64");
        assertThat(marks.foundIn(Base64.getUrlEncoder().withoutPadding().encodeToString(longer)))
                .containsExactly("secret, in base64");
    }

    @Test
    void itIsFoundInPlainInHexAndInUtf16() {
        assertThat(marks.foundIn("\u0000\u00ff" + secret + "!"))
                .containsExactly("secret, in plain");
        assertThat(marks.foundIn(HexFormat.of().formatHex(secret.getBytes(UTF_8))))
                .containsExactly("secret, in hex");
        assertThat(marks.foundIn(secret.getBytes(UTF_16LE))).containsExactly("secret, in UTF-16");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(marks.foundIn(secret.substring(1))).isEmpty();
    }
}
