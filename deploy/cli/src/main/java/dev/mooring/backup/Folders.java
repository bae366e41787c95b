package dev.mooring.backup;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a backup lie.
 *
 * @param log what happened
 * @param vault credentials, sealed
 * @param keys what opens them
 */
public record Folders(Path log, Path vault, Path keys) {

    /**
     * Where they lie unless told: log and vault within the backup's folder, the keys beside it, so
     * that who is given the one is not given the other.
     */
    public static Folders of(Path backup, @Nullable Path vault, @Nullable Path keys) {
        var absolute = backup.toAbsolutePath().normalize();
        var apart = keys == null ? absolute.resolveSibling(absolute.getFileName() + ".keys") : keys;
        return new Folders(
                absolute.resolve(Part.LOG.folder()),
                vault == null ? absolute.resolve(Part.VAULT.folder()) : vault,
                apart.toAbsolutePath().normalize());
    }

    Path of(Part part) {
        return switch (part) {
            case LOG -> log;
            case VAULT -> vault;
            case KEYS -> keys;
        };
    }
}
