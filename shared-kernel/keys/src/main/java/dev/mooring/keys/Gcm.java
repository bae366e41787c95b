package dev.mooring.keys;

import java.security.GeneralSecurityException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-GCM with a 128-bit tag, by ciphers that are used again: to make one takes longer than to
 * encrypt a name. There are as many as were ever needed at once. A cipher refuses the key and nonce
 * that it encrypted with last. Thread-safe.
 */
final class Gcm {

    static final int TAG_BYTES = 16;

    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    /**
     * @param binding the additional data, in pieces
     */
    byte[] encrypt(SecretKey key, byte[] nonce, byte[] plaintext, byte[]... binding)
            throws GeneralSecurityException {
        return run(Cipher.ENCRYPT_MODE, key, nonce, plaintext, binding);
    }

    /**
     * @throws GeneralSecurityException where anything is not as it was encrypted
     */
    byte[] decrypt(SecretKey key, byte[] nonce, byte[] ciphertext, byte[]... binding)
            throws GeneralSecurityException {
        return run(Cipher.DECRYPT_MODE, key, nonce, ciphertext, binding);
    }

    private byte[] run(int mode, SecretKey key, byte[] nonce, byte[] input, byte[]... binding)
            throws GeneralSecurityException {
        var cipher = idle.poll();
        if (cipher == null) {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        }
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        for (var part : binding) {
            cipher.updateAAD(part);
        }
        var output = cipher.doFinal(input);
        // One that failed is not used again.
        idle.add(cipher);
        return output;
    }
}
