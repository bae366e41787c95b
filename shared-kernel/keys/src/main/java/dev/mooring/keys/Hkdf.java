package dev.mooring.keys;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** Keys for one purpose each out of one root key: HKDF with SHA-256, without salt (RFC 5869). */
final class Hkdf {

    private Hkdf() {}

    /**
     * @param purpose says what the derived key is for, and alone makes it different from others
     * @param bytes how long the derived key is to be
     */
    static byte[] derive(byte[] root, Binding purpose, int bytes) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(root)
                                    .thenExpand(purpose.encoded(), bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF with SHA-256 is not available", e);
        }
    }
}
