package dev.mooring.query.proofs;

/**
 * The log does not lead to what was signed or kept about it. Somebody has to look: nothing more is
 * signed.
 */
final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DivergedException(String what) {
        super(what);
    }
}
