package dev.mooring.eventlog.embedded;

import java.nio.file.Path;
import java.time.Clock;

/** One opening of the database file, and what works on it until the disk fails or it is closed. */
record OpenDatabase(StoreFile file, Backend backend, Compaction compaction) {

    /**
     * How to open it.
     *
     * @param clock the time that {@code hello} tells
     * @param fileSystem as {@link StoreFile#open(Path, String)} takes it
     */
    record Settings(Path folder, Clock clock, Compaction.Pace pace, Room room, String fileSystem) {

        static Settings of(Path folder, Clock clock) {
            return new Settings(folder, clock, Compaction.Pace.NORMAL, Room.on(folder), "");
        }
    }

    /**
     * Opens it and checks it.
     *
     * @param stopped called once, should the disk fail
     */
    static OpenDatabase open(Settings settings, Runnable stopped) {
        return over(StoreFile.open(settings.folder(), settings.fileSystem()), settings, stopped);
    }

    /** Opens it again after its disk has failed. */
    static OpenDatabase again(Settings settings, Runnable stopped) {
        return over(StoreFile.reopen(settings.folder(), settings.fileSystem()), settings, stopped);
    }

    private static OpenDatabase over(StoreFile file, Settings settings, Runnable stopped) {
        try {
            GroupCommit commits = new GroupCommit(file, stopped);
            Backend backend = new Backend(file.store(), commits, settings.room(), settings.clock());
            new IndexCheck(backend).run(file.wasClosedCleanly());
            file.markOpen();
            Compaction compaction = new Compaction(file.store(), commits, settings.pace());
            compaction.start();
            return new OpenDatabase(file, backend, compaction);
        } catch (EmbeddedMongoException e) {
            file.abandon();
            throw e;
        } catch (RuntimeException e) {
            file.abandon();
            // Whatever a reader stumbles over in a damaged file.
            throw Damage.unreadable(StoreFile.path(settings.folder()), e);
        }
    }

    /** Closes it in good order; of one that has stopped there is nothing left to write. */
    void close() {
        compaction.close();
        file.close();
    }

    /** Lets go of one that has stopped. */
    void abandon() {
        compaction.close();
        file.abandon();
    }
}
