package dev.mooring.eventlog.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;

/**
 * The one file behind the embedded server, opened so that nothing but {@link GroupCommit} writes.
 */
final class StoreFile {

    private static final String NAME = "mooring.mv";
    private static final int CACHE_MEGABYTES = 64;

    /**
     * How long space that is no longer used is left alone, in milliseconds: many times what a sync
     * takes, so that what the disk may still fall back to is never written over.
     */
    private static final int RETENTION_MILLIS = 15_000;

    private static final String FORMAT = "format";
    private static final String FORMAT_VERSION = "1";
    private static final String OPEN = "open";

    private final MVStore store;
    private final DurableMark durable;
    private final MVMap<String, String> settings;
    private final boolean closedCleanly;

    private StoreFile(MVStore store, DurableMark durable) {
        this.store = store;
        this.durable = durable;
        this.settings =
                store.openMap(
                        "mooring.settings",
                        new MVMap.Builder<String, String>()
                                .keyType(StringDataType.INSTANCE)
                                .valueType(StringDataType.INSTANCE));
        this.closedCleanly = !settings.containsKey(OPEN);
    }

    static StoreFile open(Path folder) {
        return open(folder, "");
    }

    /**
     * Opens the file, or makes it.
     *
     * @param fileSystem prefix of the store's own name for the file, such as {@code faulty:}; empty
     *     for the ordinary one
     * @throws EmbeddedMongoException when another process has it, or when it is damaged
     */
    static StoreFile open(Path folder, String fileSystem) {
        Path path = path(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DurableMark durable = DurableMark.open(folder);
        try {
            if (durable.version() > 0 && Files.notExists(path)) {
                throw Damage.missing(path, durable.path());
            }
            MVStore store = openStore(folder, fileSystem);
            if (store.getCurrentVersion() < durable.version()) {
                store.closeImmediately();
                throw Damage.endsEarly(path, durable.path());
            }
            StoreFile file = new StoreFile(store, durable);
            file.checkFormat(path);
            return file;
        } catch (RuntimeException e) {
            durable.close();
            throw e;
        }
    }

    /**
     * Opens the file again after its disk failed, as it was when something was last acknowledged.
     * What a failed sync leaves is dropped: the system may take for written what it has lost.
     */
    static StoreFile reopen(Path folder, String fileSystem) {
        StoreFile file = open(folder, fileSystem);
        long acknowledged = file.durable.version();
        if (file.store.getCurrentVersion() > acknowledged && acknowledged > 0) {
            file.store.rollbackTo(acknowledged);
        }
        return file;
    }

    static Path path(Path folder) {
        return folder.resolve(NAME);
    }

    MVStore store() {
        return store;
    }

    /** Whether the last process that had it open came to its end in good order. */
    boolean wasClosedCleanly() {
        return closedCleanly;
    }

    /** Notes on disk that it is in use, and what a check before has mended. */
    void markOpen() {
        settings.put(OPEN, "true");
        sync(commit());
    }

    /**
     * Writes what was changed, without waiting for the disk.
     *
     * @return the version that holds it
     */
    long commit() {
        store.commit();
        return store.getCurrentVersion();
    }

    /** Returns when a version that was written is on disk. */
    void sync(long version) {
        store.sync();
        durable.set(version);
    }

    void close() {
        if (store.isClosed()) {
            durable.close();
            return;
        }
        try {
            settings.remove(OPEN);
            sync(commit());
            store.close();
        } finally {
            abandon();
        }
    }

    /** Frees the file and leaves it as it was. */
    void abandon() {
        store.closeImmediately();
        durable.close();
    }

    private static MVStore openStore(Path folder, String fileSystem) {
        Path path = path(folder);
        try {
            // The store's own reasons to write are all switched off: its timer, its buffer running
            // full (which would commit in the middle of a command) and its compaction.
            MVStore store =
                    new MVStore.Builder()
                            .fileName(fileSystem + path)
                            .autoCommitDisabled()
                            .autoCommitBufferSize(0)
                            .autoCompactFillRate(0)
                            .cacheSize(CACHE_MEGABYTES)
                            .open();
            store.setRetentionTime(RETENTION_MILLIS);
            return store;
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new DatabaseInUseException(folder, e);
            }
            throw Damage.unreadable(path, e);
        }
    }

    private void checkFormat(Path path) {
        String format = settings.putIfAbsent(FORMAT, FORMAT_VERSION);
        if (format != null && !format.equals(FORMAT_VERSION)) {
            abandon();
            throw new EmbeddedMongoException(
                    "The database file %s has format %s, and this version reads format %s. Start the version that wrote it."
                            .formatted(path, format, FORMAT_VERSION));
        }
    }
}
