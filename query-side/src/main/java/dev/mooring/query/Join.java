package dev.mooring.query;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says that documents of one kind copy from documents of another, where a query has to filter or
 * find by what is copied. Depends on the two documents alone, so that joining again changes
 * nothing.
 *
 * @param targets the documents that copy from this source
 * @param missing the sources that this target should copy from and has not yet
 */
public record Join<S extends Record, T extends Record>(
        Kind<S> source,
        Kind<T> target,
        Function<S, List<String>> targets,
        Function<T, List<String>> missing,
        Copy<S, T> copy) {

    /** Makes of a target and its source the target with the copy in it. */
    @FunctionalInterface
    public interface Copy<S extends Record, T extends Record> {

        /**
         * Pure.
         *
         * @param target null where there is none yet
         * @return the same where there is nothing to copy; null to leave an absent one absent
         */
        @Nullable T apply(@Nullable T target, S source);
    }
}
