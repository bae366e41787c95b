package dev.mooring.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
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
        var all = new String[1 + parts.length];
        all[0] = kind;
        System.arraycopy(parts, 0, all, 1, parts.length);
        return new Binding(List.of(all));
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
        var utf8 = new byte[parts.size()][];
        int size = 0;
        for (int i = 0; i < utf8.length; i++) {
            var part = parts.get(i);
            requireWellFormed(part);
            utf8[i] = part.getBytes(UTF_8);
            size += Integer.BYTES + utf8[i].length;
        }
        var bytes = ByteBuffer.allocate(size);
        for (var part : utf8) {
            bytes.putInt(part.length).put(part);
        }
        return bytes.array();
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
