package dev.mooring.eventlog.format;

/** Bytes are not in the form in which they are written here, and left to a more general reader. */
final class OtherFormException extends RuntimeException {

    /** Without a trace of calls, which nobody looks at. */
    OtherFormException() {
        super(null, null, false, false);
    }
}
