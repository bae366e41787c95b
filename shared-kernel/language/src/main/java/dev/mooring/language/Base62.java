package dev.mooring.language;

import java.math.BigInteger;
import java.util.Arrays;

/** Writes bytes with letters and digits only, so that an id needs no escaping anywhere. */
final class Base62 {

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());

    private Base62() {}

    /** The first {@code length} bytes, padded to the width that the largest such number needs. */
    static String encode(byte[] bytes, int length) {
        var width = (int) Math.ceil(length * 8 / (Math.log(DIGITS.length()) / Math.log(2)));
        var text = new StringBuilder(width);
        var rest = new BigInteger(1, Arrays.copyOf(bytes, length));
        for (int i = 0; i < width; i++) {
            var parts = rest.divideAndRemainder(RADIX);
            text.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }
}
