package dev.mooring.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/**
 * AES-256-GCM by Tink: a random 96-bit nonce, the ciphertext, a 128-bit tag. Immutable and
 * thread-safe.
 */
final class AeadKey {

    private static final AesGcmParameters PARAMETERS = parameters();

    private final Aead aead;

    @AccessesPartialKey // Keys are stored by us, wrapped, never as Tink's keysets.
    AeadKey(byte[] key) {
        try {
            aead =
                    AesGcmJce.create(
                            AesGcmKey.builder()
                                    .setParameters(PARAMETERS)
                                    .setKeyBytes(
                                            SecretBytes.copyFrom(
                                                    key, InsecureSecretKeyAccess.get()))
                                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }

    byte[] encrypt(byte[] plaintext, Binding binding) {
        try {
            return aead.encrypt(plaintext, binding.encoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }

    byte[] decrypt(byte[] ciphertext, Binding binding) {
        try {
            return aead.decrypt(ciphertext, binding.encoded());
        } catch (GeneralSecurityException e) {
            throw new UnreadableException(
                    "altered, under another key, or of another " + binding.parts().getFirst(), e);
        }
    }

    private static AesGcmParameters parameters() {
        try {
            return AesGcmParameters.builder()
                    .setKeySizeBytes(32)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }
}
