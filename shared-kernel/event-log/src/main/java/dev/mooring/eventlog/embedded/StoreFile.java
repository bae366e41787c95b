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
    private final MVMap<String, String> settings;
    private final boolean closedCleanly;

    private StoreFile(MVStore store) {
        this.store = store;
        this.settings =
                store.openMap(
                        "mooring.settings",
                        new MVMap.Builder<String, String>()
                                .keyType(StringDataType.INSTANCE)
                                .valueType(StringDataType.INSTANCE));
        this.closedCleanly = !settings.containsKey(OPEN);
    }

    static StoreFile open(Path folder) {
        Path path = folder.resolve(NAME);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StoreFile file = new StoreFile(openStore(path));
        file.checkFormat(path);
        return file;
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
        store.commit();
        store.sync();
    }

    void close() {
        if (store.isClosed()) {
            return;
        }
        settings.remove(OPEN);
        store.commit();
        store.sync();
        store.close();
    }

    /** Frees the file and leaves it as it was. */
    void abandon() {
        store.closeImmediately();
    }

    private static MVStore openStore(Path path) {
        try {
            // The store's own reasons to write are all switched off: its timer, its buffer running
            // full (which would commit in the middle of a command) and its compaction.
            MVStore store =
                    new MVStore.Builder()
                            .fileName(path.toString())
                            .autoCommitDisabled()
                            .autoCommitBufferSize(0)
                            .autoCompactFillRate(0)
                            .cacheSize(CACHE_MEGABYTES)
                            .open();
            store.setRetentionTime(RETENTION_MILLIS);
            return store;
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new EmbeddedMongoException(
                        "The database in %s is in use by another process. Stop that one, or give this one a folder of its own."
                                .formatted(path.getParent()),
                        e);
            }
            throw new EmbeddedMongoException(
                    "The database file %s cannot be opened (%s). Restore it from a backup, or move it away to begin anew."
                            .formatted(path, e.getMessage()),
                    e);
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
