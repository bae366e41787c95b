package dev.mooring.erasing;

/** What one step of an erasure does. Thread-safe. */
@FunctionalInterface
interface Work {

    /**
     * Does it, or what is left of it. Repeating it does no harm.
     *
     * @throws RuntimeException where it could not be done, to be repeated
     */
    void on(Erasure erasure);
}
