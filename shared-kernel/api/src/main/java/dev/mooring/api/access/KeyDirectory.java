package dev.mooring.api.access;

import java.util.Optional;

/** Where API keys are looked up, the bootstrap token among them. Safe for use by many threads. */
public interface KeyDirectory {

    /**
     * The key with this id; empty for an unknown or revoked one. May block.
     *
     * @param keyId such as {@code key_7f3k}; the bootstrap token asks for {@code key_bootstrap}
     */
    Optional<StoredKey> find(String keyId);
}
