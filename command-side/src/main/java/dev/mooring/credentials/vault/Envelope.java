package dev.mooring.credentials.vault;

import dev.mooring.keys.Binding;
import dev.mooring.keys.DataKey;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.RandomSource;
import dev.mooring.keys.WrappedKey;
import dev.mooring.language.WorkspaceId;
import java.util.HexFormat;
import org.bson.Document;

/**
 * An owner's data key, opened. The wrapped key is bound to workspace, owner, data key and (by the
 * {@link KeyRing}) key-encryption key; each value to workspace, owner, field, version and data key.
 * So nothing opens in another row, under another name, or in the place of another generation.
 *
 * @param kind what the owner is: the first part of every binding
 */
record Envelope(
        String kind,
        WorkspaceId workspace,
        String owner,
        String id,
        WrappedKey wrapped,
        DataKey key) {

    private static final RandomSource RANDOM = RandomSource.secure();
    private static final int ID_BYTES = 12;

    /** A fresh data key. */
    static Envelope make(KeyRing ring, String kind, WorkspaceId workspace, String owner) {
        var id = "dk_" + HexFormat.of().formatHex(RANDOM.bytes(ID_BYTES));
        var key = ring.newKey();
        var wrapped = ring.wrap(key, wrapping(kind, workspace, owner, id));
        return new Envelope(kind, workspace, owner, id, wrapped, key);
    }

    /** The data key that {@link #toDocument} stored. */
    static Envelope open(
            KeyRing ring, String kind, WorkspaceId workspace, String owner, Document stored) {
        var id = stored.getString("id");
        var wrapped = WrappedKey.from(stored);
        var key = ring.unwrap(wrapped, wrapping(kind, workspace, owner, id));
        return new Envelope(kind, workspace, owner, id, wrapped, key);
    }

    Document toDocument() {
        var document = new Document("id", id);
        document.putAll(wrapped.toDocument());
        return document;
    }

    String encrypt(String field, long version, Secret secret) {
        return key.encrypt(secret.bytes(), value(field, version));
    }

    Secret decrypt(String field, long version, String ciphertext) {
        return Secret.ofBytes(key.decrypt(ciphertext, value(field, version)));
    }

    private Binding value(String field, long version) {
        return Binding.of(
                kind + ".value", workspace.value(), owner, field, Long.toString(version), id);
    }

    private static Binding wrapping(String kind, WorkspaceId workspace, String owner, String id) {
        return Binding.of(kind + ".key", workspace.value(), owner, id);
    }
}
