package dev.mooring.keys;

import java.util.Optional;

/**
 * A key-encryption key handed over by configuration: 32 random bytes in base64. Every node is given
 * the same; none is ever generated.
 */
public final class SuppliedKey implements KeySource {

    private final String property;
    private final LocalKey key;

    /**
     * @param property the name of the property that the text came in, for messages
     * @param base64 the key
     * @throws KeysUnavailableException if the text is not 32 bytes in base64
     */
    public SuppliedKey(String property, String base64) {
        this.property = property;
        this.key =
                LocalKey.parse(base64)
                        .orElseThrow(() ->
                                new KeysUnavailableException(
                                        "%s is not a key: give 32 random bytes in base64, as `openssl rand -base64 32` prints them."
                                                .formatted(property)));
    }

    @Override
    public Optional<KeyEncryptionKey> find(Optional<String> expectedId) {
        return Optional.of(key);
    }

    @Override
    public Optional<Candidate> generate() {
        return Optional.empty();
    }

    @Override
    public String howToProvide() {
        return "set %s to the right key".formatted(property);
    }

    @Override
    public String toString() {
        return property;
    }
}
