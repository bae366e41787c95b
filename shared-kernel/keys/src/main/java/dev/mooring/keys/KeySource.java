package dev.mooring.keys;

import java.util.Optional;

/** A place that a node has a key-encryption key from: {@link KeyFile}, {@link SuppliedKey}. */
public interface KeySource {

    /**
     * The key that lies here, if one does.
     *
     * @param expectedId the id that the database names, or empty where it names none yet
     * @throws KeysUnavailableException if there is a key that cannot be read or is not kept safely
     */
    Optional<KeyEncryptionKey> find(Optional<String> expectedId);

    /**
     * Makes a key for a new installation and stores it durably, but as a candidate only: it becomes
     * the key once the database names it. Empty where this source cannot make one.
     */
    Optional<Candidate> generate();

    /** For an operator: which property or file this is, and how a key gets here. */
    String howToProvide();

    /** A key that nothing depends on yet. */
    interface Candidate {

        KeyEncryptionKey key();

        /** The database names this key: keep it for good. */
        void keep();

        /** The database names another key: forget this one. */
        void discard();
    }
}
