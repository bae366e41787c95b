package dev.mooring.eventlog.processing;

/** A segment was claimed anew, split or merged; what was done under the old claim is not stored. */
final class ClaimLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimLostException(Claim claim) {
        super(claim + " is held no longer", null, false, false);
    }
}
