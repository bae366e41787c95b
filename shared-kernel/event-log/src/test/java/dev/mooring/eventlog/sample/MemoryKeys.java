package dev.mooring.eventlog.sample;

import dev.mooring.keys.Binding;
import dev.mooring.keys.KeyDestroyedException;
import dev.mooring.keys.PersonalKey;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.keys.RandomSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Real personal keys, the same for everybody and kept nowhere. */
public final class MemoryKeys implements PersonalKeys {

    private final Set<String> destroyed = ConcurrentHashMap.newKeySet();
    private final RandomSource nonces;

    private MemoryKeys(RandomSource nonces) {
        this.nonces = nonces;
    }

    public static MemoryKeys fresh() {
        return new MemoryKeys(RandomSource.secure());
    }

    /** For bytes that are the same every time. */
    public static MemoryKeys fixed() {
        return new MemoryKeys(byte[]::new);
    }

    @Override
    public void make(String workspace, String user) {
        key(workspace, user);
    }

    @Override
    public String encrypt(String workspace, String user, String text, Binding binding) {
        if (destroyed.contains(workspace + user)) {
            throw new KeyDestroyedException(workspace, user);
        }
        return key(workspace, user).encrypt(text, binding);
    }

    @Override
    public Optional<String> decrypt(
            String workspace, String user, String encrypted, Binding binding) {
        return destroyed.contains(workspace + user)
                ? Optional.empty()
                : Optional.of(key(workspace, user).decrypt(encrypted, binding));
    }

    @Override
    public String mac(String workspace, String user, String purpose, byte[] message) {
        return key(workspace, user).mac(purpose, message);
    }

    @Override
    public void destroy(String workspace, String user) {
        destroyed.add(workspace + user);
    }

    private PersonalKey key(String workspace, String user) {
        return new PersonalKey(workspace, user, new byte[32], nonces);
    }
}
