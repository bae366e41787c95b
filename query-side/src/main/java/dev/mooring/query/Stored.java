package dev.mooring.query;

/**
 * A document with the position that it reflects: every event of its concern up to there is folded
 * in, so that one delivered again changes nothing.
 */
public record Stored<D extends Record>(Key<D> key, long position, D document) {

    /** Names the document without its content, which may be personal. */
    @Override
    public String toString() {
        return key + " at position " + position;
    }
}
