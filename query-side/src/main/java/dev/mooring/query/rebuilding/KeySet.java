package dev.mooring.query.rebuilding;

/**
 * Remembers which keys were added, in a fixed number of bits: what it does not have was never
 * added, and of what was not it has few by mistake (a Bloom filter). For one thread.
 */
final class KeySet {

    private static final int BITS_PER_KEY = 12;
    private static final int FEWEST_BITS = 1 << 16;

    /** 16 MB; enough for ten million keys. */
    private static final int MOST_BITS = 1 << 27;

    private static final int PROBES = 4;

    private final long[] bits;
    private final int mask;

    private KeySet(int size) {
        this.bits = new long[size >>> 6];
        this.mask = size - 1;
    }

    /** With room for about so many keys. */
    static KeySet sizedFor(long keys) {
        long wanted = Math.clamp(keys * BITS_PER_KEY, FEWEST_BITS, MOST_BITS);
        return new KeySet((int) Math.min(MOST_BITS, Long.highestOneBit(wanted - 1) << 1));
    }

    void add(String key) {
        long hash = hash(key);
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(hash, probe);
            bits[bit >>> 6] |= 1L << bit;
        }
    }

    boolean mayHave(String key) {
        long hash = hash(key);
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(hash, probe);
            if ((bits[bit >>> 6] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Double hashing (Kirsch and Mitzenmacher, 2006). */
    private int bit(long hash, int probe) {
        return (int) hash + probe * (int) (hash >>> 32) & mask;
    }

    /** FNV-1a of the characters, then the finalizer of MurmurHash3. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
