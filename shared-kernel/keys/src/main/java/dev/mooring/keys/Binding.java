package dev.mooring.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ciphertext belongs to, as an ordered list of strings: it opens only under the same list.
 * The first one says what kind of thing is encrypted, so that a ciphertext of one kind never passes
 * for another. Not secret. Immutable.
 *
 * @param parts for example {@code ["vault.field", workspace, authorization, field, version]}
 */
public record Binding(List<String> parts) {

    public Binding {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a binding needs at least one part");
        }
    }

    public static Binding of(String kind, String... parts) {
        return new Binding(List.of(kind)).and(parts);
    }

    /** This binding with more parts at its end. */
    public Binding and(String... more) {
        var all = new ArrayList<>(parts);
        all.addAll(List.of(more));
        return new Binding(all);
    }

    /**
     * The additional data of the encryption: each part's length in bytes as a big-endian 32-bit
     * number, then its UTF-8. No two lists have the same bytes.
     *
     * @throws IllegalArgumentException for a part with an unpaired surrogate, which UTF-8 would
     *     fold into another string's bytes
     */
    public byte[] encoded() {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            requireWellFormed(part);
            var utf8 = part.getBytes(UTF_8);
            for (int shift = 24; shift >= 0; shift -= 8) {
                bytes.write(utf8.length >>> shift);
            }
            bytes.writeBytes(utf8);
        }
        return bytes.toByteArray();
    }

    private static void requireWellFormed(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (Character.isHighSurrogate(part.charAt(i))
                    && i + 1 < part.length()
                    && Character.isLowSurrogate(part.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(part.charAt(i))) {
                throw new IllegalArgumentException(
                        "a part of a binding is not well-formed Unicode");
            }
        }
    }
}
