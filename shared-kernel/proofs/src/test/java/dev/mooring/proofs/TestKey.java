package dev.mooring.proofs;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/** A key of this run's. */
public final class TestKey implements NoteSigner {

    private final KeyPair pair;
    private final VerifierKey key;

    public TestKey(String name) {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        var encoded = pair.getPublic().getEncoded();
        key =
                VerifierKey.of(
                        name,
                        Arrays.copyOfRange(
                                encoded, encoded.length - VerifierKey.KEY_BYTES, encoded.length));
    }

    @Override
    public VerifierKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
