package dev.mooring.eventlog.tck.golden;

import dev.mooring.keys.Binding;
import dev.mooring.keys.PersonalKey;
import dev.mooring.keys.PersonalKeys;
import java.util.Optional;

/** The same key for everybody and the same nonce for everything, so that bytes can be compared. */
final class FixedKeys implements PersonalKeys {

    private final boolean destroyed;

    /**
     * @param destroyed whether everybody has been erased
     */
    FixedKeys(boolean destroyed) {
        this.destroyed = destroyed;
    }

    @Override
    public void make(String workspace, String user) {}

    @Override
    public String encrypt(String workspace, String user, String text, Binding binding) {
        return key(workspace, user).encrypt(text, binding);
    }

    @Override
    public Optional<String> decrypt(
            String workspace, String user, String encrypted, Binding binding) {
        var text = key(workspace, user).decrypt(encrypted, binding);
        return destroyed ? Optional.empty() : Optional.of(text);
    }

    @Override
    public String mac(String workspace, String user, String purpose, byte[] message) {
        return key(workspace, user).mac(purpose, message);
    }

    /** Nobody is erased here one by one. */
    @Override
    public void destroy(String workspace, String user) {
        throw new UnsupportedOperationException("golden keys stay");
    }

    private static PersonalKey key(String workspace, String user) {
        return new PersonalKey(workspace, user, new byte[32], byte[]::new);
    }
}
