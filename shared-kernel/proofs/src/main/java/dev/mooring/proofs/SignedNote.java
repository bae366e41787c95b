package dev.mooring.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * A text and who signed it (C2SP signed-note). Whoever verifies it passes over signatures under
 * names and keys that he does not know, so that a key can be replaced while both sign.
 *
 * @param text ends with a newline
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final String DASH = "— ";

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("a note's text ends with a newline");
        }
    }

    /**
     * A signature line.
     *
     * @param name that the signer goes by
     * @param base64 the verifier key's id, four bytes, and what the kind of key makes of the text
     */
    public record Signature(String name, String base64) {

        static Signature of(String name, byte[] keyId, byte[] signature) {
            var both = Arrays.copyOf(keyId, keyId.length + signature.length);
            System.arraycopy(signature, 0, both, keyId.length, signature.length);
            return new Signature(name, Base64.getEncoder().encodeToString(both));
        }

        byte[] keyId() {
            return Arrays.copyOf(decoded(), VerifierKey.ID_BYTES);
        }

        byte[] signature() {
            var both = decoded();
            return Arrays.copyOfRange(both, VerifierKey.ID_BYTES, both.length);
        }

        private byte[] decoded() {
            return Base64.getDecoder().decode(base64);
        }

        @Override
        public String toString() {
            return DASH + name + " " + base64;
        }
    }

    /** Signs a text. */
    public static SignedNote sign(String text, Collection<? extends NoteSigner> signers) {
        var bytes = text.getBytes(UTF_8);
        return new SignedNote(
                text,
                signers.stream()
                        .map(signer ->
                                Signature.of(
                                        signer.key().name(), signer.key().id(), signer.sign(bytes)))
                        .toList());
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for what is no signed note
     */
    public static SignedNote parse(String note) {
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n") || note.length() == split + 2) {
            throw new IllegalArgumentException("not a signed note");
        }
        var signatures = new ArrayList<Signature>();
        for (var line : note.substring(split + 2, note.length() - 1).split("\n", -1)) {
            signatures.add(signature(line));
        }
        return new SignedNote(note.substring(0, split + 1), signatures);
    }

    /** Whether the key signed the text. */
    public boolean isSignedBy(VerifierKey key) {
        return signatures.stream().anyMatch(signature -> key.verifies(text, signature));
    }

    @Override
    public String toString() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature).append('\n'));
        return note.toString();
    }

    private static Signature signature(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space <= DASH.length()) {
            throw new IllegalArgumentException("not a note's signature");
        }
        var signature =
                new Signature(line.substring(DASH.length(), space), line.substring(space + 1));
        if (!VerifierKey.isName(signature.name())
                || signature.decoded().length <= VerifierKey.ID_BYTES) {
            throw new IllegalArgumentException("not a note's signature");
        }
        return signature;
    }
}
