package dev.mooring.keys;

/**
 * Seals small, short-lived secrets, each under a fresh data key, so that deleting what was stored
 * destroys the secret. Thread-safe.
 */
public final class Sealer {

    private static final String KEY = "sealed.key";
    private static final String VALUE = "sealed.value";

    private final KeyRing ring;

    public Sealer(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * Encrypts a secret for storage.
     *
     * @param workspace whose secret it is
     * @param binding what it belongs to, such as an attempt's id and a field's name
     */
    public Sealed seal(String workspace, Binding binding, byte[] secret) {
        var key = ring.newKey();
        return new Sealed(
                ring.wrap(key, bound(KEY, workspace, binding)),
                key.encrypt(secret, bound(VALUE, workspace, binding)));
    }

    /**
     * The secret that {@link #seal} took.
     *
     * @throws UnreadableException if it was altered, or sealed for another workspace or binding
     */
    public byte[] open(String workspace, Binding binding, Sealed sealed) {
        return ring.unwrap(sealed.key(), bound(KEY, workspace, binding))
                .decrypt(sealed.ciphertext(), bound(VALUE, workspace, binding));
    }

    private static Binding bound(String kind, String workspace, Binding binding) {
        return Binding.of(kind, workspace).and(binding.parts().toArray(String[]::new));
    }
}
