package dev.mooring.query.proofs;

import dev.mooring.keys.SigningKey;
import dev.mooring.keys.SigningKeys;
import dev.mooring.proofs.NoteSigner;
import dev.mooring.proofs.VerifierKey;
import java.util.List;

/**
 * Signs for every tree with the installation's keys. A tree's origin is the installation's name and
 * the tree's, and so is the name that its notes are signed under, as C2SP tlog-checkpoint has it: a
 * workspace's verifier key believes no other workspace's checkpoint. Immutable and thread-safe.
 */
final class Signers {

    private final SigningKeys keys;

    Signers(SigningKeys keys) {
        this.keys = keys;
    }

    String origin(String tree) {
        return keys.name() + "/" + tree;
    }

    /** All that sign for a tree. */
    List<NoteSigner> of(String tree) {
        return keys.keys().stream().<NoteSigner>map(key -> new Signer(origin(tree), key)).toList();
    }

    /** What a tree's notes are verified with, as text. */
    List<String> verifierKeys(String tree) {
        return of(tree).stream().map(signer -> signer.key().toString()).toList();
    }

    private record Signer(VerifierKey key, SigningKey secret) implements NoteSigner {

        Signer(String origin, SigningKey secret) {
            this(VerifierKey.of(origin, secret.publicKey()), secret);
        }

        @Override
        public byte[] sign(byte[] text) {
            return secret.sign(text);
        }
    }
}
