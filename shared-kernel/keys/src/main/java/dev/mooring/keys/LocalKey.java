package dev.mooring.keys;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key-encryption key held in memory: 256 bits, AES-GCM by Tink. */
final class LocalKey implements KeyEncryptionKey {

    static final int BYTES = 32;

    private static final int ID_BYTES = 8;
    private static final Binding ID_PURPOSE = Binding.of("kek.id");
    private static final Pattern ID = Pattern.compile("kek_[0-9a-f]{16}");

    private final String id;
    private final AeadKey aead;

    /**
     * @param key 32 bytes from a strong random source
     */
    LocalKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a key-encryption key has 256 bits");
        }
        // Derived, so that a key that is only supplied has the same id on every node; one way, so
        // that the id tells nothing about the key.
        this.id = "kek_" + HexFormat.of().formatHex(Hkdf.derive(key, ID_PURPOSE, ID_BYTES));
        this.aead = new AeadKey(key);
    }

    /** Reads what {@link #encode} wrote, or empty where the text is not 32 bytes in base64. */
    static Optional<LocalKey> parse(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text.strip());
            return bytes.length == BYTES ? Optional.of(new LocalKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            // The cause would quote what it could not read.
            return Optional.empty();
        }
    }

    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    static String encode(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] wrap(byte[] key, Binding binding) {
        return aead.encrypt(key, binding);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, Binding binding) {
        return aead.decrypt(wrapped, binding);
    }

    @Override
    public String toString() {
        return id;
    }
}
