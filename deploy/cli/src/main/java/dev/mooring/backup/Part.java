package dev.mooring.backup;

import java.util.List;

/**
 * What a backup consists of. Each part is a folder that can lie elsewhere than the others: whoever
 * has one of them has nothing that he can read but ids and times.
 */
public enum Part {
    /** What happened, and who used it. */
    LOG("log", List.of("log", "activity")),
    /** Credentials and client secrets, each sealed under a data key that is wrapped. */
    VAULT("vault", List.of("vault", "client_secrets")),
    /** Each person's key, wrapped; which key wraps; which user is whom, hashed. */
    KEYS("keys", List.of("keys", "personal_keys", "user_index"));

    private final String folder;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> collections;

    Part(String folder, List<String> collections) {
        this.folder = folder;
        this.collections = collections;
    }

    /** Its name, in a manifest and as a folder. */
    public String folder() {
        return folder;
    }

    /** The collections in it, each a file {@code <collection>.bson}. */
    public List<String> collections() {
        return collections;
    }
}
