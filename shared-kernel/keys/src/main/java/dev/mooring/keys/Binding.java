package dev.mooring.keys;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
            var utf8 = utf8(part);
            bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
            bytes.writeBytes(utf8);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String part) {
        try {
            var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(part));
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a part of a binding is not well-formed Unicode", e);
        }
    }
}
