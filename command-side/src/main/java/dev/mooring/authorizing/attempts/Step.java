package dev.mooring.authorizing.attempts;

/** How far an attempt has come. Each step is one compare-and-set from the one before. */
enum Step {
    /** The ticket is out. */
    STARTED,
    /** The browser was sent to the service. */
    OPENED,
    /** The answer came, in time. */
    ANSWERED,
    /** The answer came and its code lies sealed until the backend confirms. */
    AWAITING,
    /** The backend confirmed. */
    CONFIRMED,
    /** The secrets were handed out for the one exchange, or destroyed. */
    SPENT
}
